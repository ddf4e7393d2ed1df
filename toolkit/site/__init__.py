"""A version as static pages: what it is, its tables, actors, meetings, elections and articles.

`site_folder.write_site` writes them all. The pages need no server and no script; scripts add
search, sorting, filters and a console for SQL.
"""
