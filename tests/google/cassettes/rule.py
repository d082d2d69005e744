"""The rule that says which recorded interactions can be replayed. It was written before the replay was.

An interaction can be replayed when the recording itself shows how the state came about that its reply tells of:

1. it is about a file that the same recording created earlier, or it creates one, or it lists files; and
2. a list of files names only files that the recording created.

All others tell of files that the recorder's account held already: nobody can know from the recording what is in them.
Nothing else is left out: neither an error, nor an export, nor anything that the stand-in answers otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.google.cassettes.recordings import Interaction


def creates_file(interaction: Interaction) -> bool:
    return interaction.verb == "POST" and interaction.path == "/drive/v3/files"


def listed_ids(interaction: Interaction) -> set[str]:
    """The files that a list of files names."""
    reply = interaction.reply_json
    if interaction.path != "/drive/v3/files" or not isinstance(reply, dict):
        return set()
    return {str(file["id"]) for file in reply.get("files", ())}


def why_not(interaction: Interaction, made: set[str]) -> str | None:
    """Why an interaction cannot be replayed after the recording made these files; None where it can be."""
    if interaction.file_id is not None and interaction.file_id not in made:
        return "about a file that the recorder's account held already"
    if not listed_ids(interaction) <= made:
        return "lists files that the recorder's account held already"
    return None


def judged(recording: Sequence[Interaction]) -> Iterator[tuple[Interaction, str | None]]:
    """Each interaction with the reason why it cannot be replayed, if there is one."""
    made: set[str] = set()
    for interaction in recording:
        yield interaction, why_not(interaction, made)
        reply = interaction.reply_json
        if creates_file(interaction) and isinstance(reply, dict) and "id" in reply:
            made.add(str(reply["id"]))
