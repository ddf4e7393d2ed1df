"""By what a participant of an encounter is known besides its own row: the post it acts in."""

from __future__ import annotations

from collections.abc import Callable

from toolkit.facts import Facts
from toolkit.resolve.body_names import worded_alike
from toolkit.resolve.posts import HOLDS, Post, post_of, title_words


def known_by(facts: Facts, position: int, actor_of: Callable[[int], int]) -> frozenset[str]:
    """Return the number of an actor, and the posts of state that only it can mean.

    "The president of Georgia" in one article and the person whom another calls so have the
    post in common, though they are two rows of `actors`.
    """
    actor = facts.actors[position]
    posts = {
        post_of(role, actor.country, None)
        for role in facts.roles
        if role.actor == position and role.status in HOLDS
    }
    if actor.kind == "office" and actor.country is not None:
        words = worded_alike(actor.name, "office", actor.country)
        posts.add(Post(title_words(" ".join(words)), actor.country))
    held = {f"{' '.join(post.title)} ({post.giver})" for post in posts if post.is_sole}
    return frozenset({str(actor_of(position)), *held})
