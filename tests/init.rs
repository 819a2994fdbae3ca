//! A site that `init` made builds at once, and `init` never touches what is there.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

const STARTERS: [&str; 5] = ["requirements", "adr", "ordinance", "followup", "docs"];

/// Runs the program in `folder`: exit code, standard output, standard error.
fn hakusho(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_hakusho"))
        .args(args)
        .current_dir(folder)
        .env("LC_ALL", "ja_JP.UTF-8")
        .output()
        .expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8 output");
    let code = run.status.code().expect("an exit code");
    (code, text(run.stdout), text(run.stderr))
}

/// Every file below `folder` with its bytes.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(&dir).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below the folder");
                let name = name.to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    files
}

#[test]
fn every_starter_builds_without_a_word() {
    for starter in STARTERS {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path();
        let (code, said, problems) = hakusho(folder, &["init", "site", "--preset", starter]);
        assert_eq!((code, problems.as_str()), (0, ""), "{starter}");
        assert!(said.contains("  site/hakusho.toml\n"), "{said}");
        assert!(said.contains("hakusho build --root site "), "{said}");
        for command in ["check", "build"] {
            let args = [command, "--root", "site", "--deny-warnings", "--quiet"];
            let ran = hakusho(folder, &args);
            assert_eq!(ran, (0, String::new(), String::new()), "{starter}");
        }
        assert!(folder.join("site/public/index.html").is_file());
    }
}

/// Pages of the starters tell the reader to type commands; those must do what they say.
#[test]
fn the_commands_that_the_next_steps_name_exist() {
    let folder = tempfile::tempdir().expect("a folder");
    let (_, said, _) = hakusho(folder.path(), &["init", "--lang", "en"]);
    let steps = said
        .lines()
        .filter_map(|l| l.trim().strip_prefix("hakusho "));
    let commands: Vec<&str> = steps.filter_map(|step| step.split(' ').next()).collect();
    assert!(
        commands.contains(&"build") && commands.contains(&"new"),
        "{said}"
    );
    for command in commands {
        let (code, _, problems) = hakusho(folder.path(), &[command, "--help"]);
        assert_eq!(code, 0, "{command}: {problems}");
    }
}

#[test]
fn a_folder_with_other_files_is_fine() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    fs::create_dir_all(root.join(".git")).expect("a folder");
    fs::write(root.join("LICENSE"), "x").expect("a file");
    let (code, _, problems) = hakusho(root, &["init"]);
    assert_eq!((code, problems.as_str()), (0, ""));
    assert!(root.join("content/index.md").is_file());
}

#[test]
fn nothing_is_overwritten_and_what_is_in_the_way_is_listed() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    fs::create_dir_all(root.join("site")).expect("a folder");
    fs::write(root.join("site/.gitignore"), "mine\n").expect("a file");
    fs::write(root.join("site/content"), "mine\n").expect("a file");
    let before = tree(root);
    let (code, said, problems) = hakusho(root, &["init", "site"]);
    assert_eq!((code, said.as_str()), (2, ""));
    assert_eq!(
        problems,
        "\
error[already-exists]: site/.gitignore がすでにあります
 --> site/.gitignore
help: あるものは書き換えません。別の名前か場所を指定してください

error[already-exists]: site/content がすでにあります
 --> site/content
help: フォルダーの要る場所にファイルがあります。別の場所を指定してください

エラー 2 件
何も作っていません。
"
    );
    assert_eq!(tree(root), before);

    let (code, _, problems) = hakusho(root, &["init", "site/content", "--lang", "en"]);
    assert_eq!(code, 2);
    assert!(
        problems.contains("a file where a folder is needed"),
        "{problems}"
    );
    assert_eq!(tree(root), before);
}
