"""The form of a working copy: what was typed, what is shown, what happens when it is sent."""
