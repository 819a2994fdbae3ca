//! The completions of the shells: scripts that the shell at hand accepts.

use std::io::Write;
use std::process::{Command, Stdio};

fn script(shell: &str) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_hakusho"))
        .args(["completions", shell])
        .output()
        .expect("the program runs");
    assert_eq!(run.status.code(), Some(0), "{shell}");
    String::from_utf8(run.stdout).expect("UTF-8 output")
}

#[test]
fn every_shell_has_a_script_with_the_commands() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = script(shell);
        for command in ["build", "check", "completions", "explain", "init", "new"] {
            assert!(script.contains(command), "{shell} lacks {command}");
        }
    }
}

#[test]
fn bash_can_read_its_script() {
    let bash = Command::new("bash")
        .arg("-n")
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut bash) = bash else {
        eprintln!("skipped: there is no bash");
        return;
    };
    let mut input = bash.stdin.take().expect("piped");
    input
        .write_all(script("bash").as_bytes())
        .expect("bash reads");
    drop(input);
    let output = bash.wait_with_output().expect("bash ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{said}");
}
