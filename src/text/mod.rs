//! Pure string helpers. This room imports nothing of ours.
