//! The commands that change what records are, over copies of the invented register.

#[path = "lineage/merge.rs"]
mod merge;
#[path = "lineage/property.rs"]
mod property;
#[path = "lineage/rename.rs"]
mod rename;
#[path = "lineage/renumber.rs"]
mod renumber;
#[path = "lineage/split.rs"]
mod split;
#[path = "lineage/withdraw.rs"]
mod withdraw;

use std::collections::BTreeMap;
use std::fs;

use super::register::{Register, Said};

/// Every form in which a text may refer to (4), (5), (6), and what stays: editions, escapes, code.
const NOTES: &str = "\
# 覚え (4)

研修は(4)、周知は[(5)]、延長は[[(6)]]による。[(4),(5)]も見よ。[^n]

[取組(4)の文](task:t04#s1)、[(5)の頁](tasks/t05.md)、[周知][(5)]、[延長][e]、<a href=\"task:t04\">研修(4)</a>。

版の[(4)@2023]、\\(4)、`(4)`、(14)、第(4)@2023、[[task:t04|研修]]。

| 表 | 値 |
|---|---|
| (4) | [[(5)]] |

```{include} ../data/table.csv
```

[e]: task:t06
[^n]: 校注でも(4)と[(5)]を引く。
";

/// The register after one edition, with texts of every kind around it.
fn register() -> Register {
    let register = Register::with_editions(1);
    register.write("content/notes.md", NOTES);
    register.write(
        "content/notes.en.md",
        "# Notes\n\nTraining is (4), see [(5)].\n",
    );
    register.write("content/tasks/t04.en.md", "- Train the visitors, see (5)\n");
    register.write("data/table.csv", "項目,番号\n研修,(4)\n周知,\"(5)、(4)\"\n");
    register.write(
        "content/aims/a2.md",
        "+++\nno = 2\ntitle = 'つなぐ'\n+++\n- 二つの(4)及び(5)を合わせる。\n",
    );
    register.write(
        "content/tasks/t10.md",
        "---\nno: '10'   # 番号\ntitle: 連携\npartners:\n  - \"4\"  # 研修\n  - task:t05\n---\n- 連携する(4)\n",
    );
    let built = register.run(&["build"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    register
}

/// Every source and its text.
fn sources(register: &Register) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for folder in ["content", "content/tasks", "content/aims", "data"] {
        for entry in fs::read_dir(register.path(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_file() {
                let name = path.file_name().expect("a name").to_string_lossy();
                let text = fs::read_to_string(&path).expect("a text");
                found.insert(format!("{folder}/{name}"), text);
            }
        }
    }
    found
}

/// What a command says that succeeds; afterwards the site is built.
fn done(register: &Register, arguments: &[&str]) -> Said {
    let said = register.run(arguments);
    assert_eq!(said.code, 0, "{arguments:?}: {}", said.stderr);
    let built = register.run(&["build"]);
    assert_eq!(built.code, 0, "{arguments:?}: {}", built.stderr);
    said
}

/// What a command says that is refused and leaves all as it was.
fn refused(register: &Register, arguments: &[&str], code: i32) -> String {
    let before = sources(register);
    let said = register.run(arguments);
    assert_eq!(
        (said.code, said.stdout.as_str()),
        (code, ""),
        "{}",
        said.stderr
    );
    assert_eq!(sources(register), before, "{arguments:?}");
    said.stderr
}

#[test]
fn status_names_what_the_commands_did() {
    let register = Register::with_editions(1);
    for arguments in [
        &[
            "withdraw",
            "(3)",
            "--to",
            "t02",
            "--reason",
            "連絡網に移したため",
        ][..],
        &["renumber", "(4)", "3"],
        &["rename", "(5)", "soudan"],
        &["merge", "(6)", "--into", "soudan"],
        &["split", "(7)", "--into", "t09,t10"],
        &["renumber", "t09", "6", "t10", "7"],
        &["withdraw", "(2)", "--reserved"],
    ] {
        done(&register, arguments);
    }
    assert_eq!(
        register.run(&["status"]).stdout,
        "版 2023（当初、令和5年）からの変更\n\
         \u{20} 削除\ttask:t02\t(2) 連絡網の整備\n\
         \u{20} 移動\ttask:t04\t(3) 訪問員の研修［(4) → (3)］\n\
         \u{20} 移動\ttask:soudan\t(5) 相談窓口の周知［task:t05 → task:soudan］\n\
         \u{20} 新設\ttask:t09\t(6) 機器の貸与と講習\n\
         \u{20} 新設\ttask:t10\t(7) 機器の貸与と講習\n\
         \u{20} 削る\ttask:t03\t(3) 紙の名簿の配布［→ task:t02］\n\
         \u{20} 統合\ttask:t06\t(6) 相談窓口の時間延長［→ task:soudan］\n\
         \u{20} 分割\ttask:t07\t(7) 機器の貸与と講習［→ task:t09 task:t10］\n\
         \u{20} 改正\taim:a1\t目標1 だれもが見守られる町［本文］\n\
         新設 2、改正 1、移動 2、統合 1、分割 1、削る 1、削除 1、変更なし 1\n"
    );
    // The citing sentence moved with its number, so that there is nothing to warn of.
    let checked = register.run(&["check"]);
    assert_eq!((checked.code, checked.stderr.as_str()), (0, ""));
}
