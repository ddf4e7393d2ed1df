"""How a version becomes a data package on disk: data files, descriptor, and the swap."""
