//! The `hakusho` command.

fn main() {}
