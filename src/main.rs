//! The `hakusho` command: arguments → command → what it says on the streams → exit code.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;
use hakusho::cli::Cli;
use hakusho::commands::{self, Environment};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = commands::run(&cli, &environment());
    // A closed pipe is the reader's choice and no failure of ours.
    let _ = std::io::stdout().write_all(outcome.stdout.as_bytes());
    let _ = std::io::stderr().write_all(outcome.stderr.as_bytes());
    ExitCode::from(outcome.exit_code)
}

fn environment() -> Environment {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_default();
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    Environment {
        locale,
        colour: !plain && std::io::stderr().is_terminal(),
        say: Some(|text| {
            let _ = std::io::stderr().write_all(text.as_bytes());
        }),
    }
}
