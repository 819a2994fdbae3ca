//! Numbers that mean another record than in the last edition, while the sentence stayed.

use super::register::Register;

/// What `check` says of a text in which two tasks have changed their numbers.
fn swapped(before: &str, after: &str) -> String {
    let register = Register::with_editions(0);
    register.write("content/aims/a2.md", &format!("---\nno: 2\n---\n{before}"));
    register.freeze("2023");
    for (path, no, other) in [("t02", 2, 3), ("t03", 3, 2)] {
        let path = format!("content/tasks/{path}.md");
        let text = register.read(&path);
        register.write(
            &path,
            &text.replace(&format!("no: {no}\n"), &format!("no: {other}\n")),
        );
    }
    register.write("content/aims/a2.md", &format!("---\nno: 2\n---\n{after}"));
    register.run(&["check", "--format", "short"]).stderr
}

#[test]
fn what_names_a_record_by_its_id_never_shifts() {
    let text = "- [(2)](task:t03)、[(3)](../tasks/t02.md)\n";
    let was = "- [(2)](task:t02)、[(3)](../tasks/t03.md)\n";
    assert_eq!(swapped(was, text), "");
}

#[test]
fn a_reference_is_compared_with_itself() {
    let table = |row: &str| format!("| 甲 | 乙 |\n|---|---|\n{row}\n");
    let said = swapped(&table("| (2) | [(3)] |"), &table("| (3) | [(2)] |"));
    assert_eq!(said, "");
    let said = swapped(
        &table("| (2) | [(3)] |"),
        &table("| (3) | [(2)] |\n| (4) | - |"),
    );
    assert_eq!(said, "");
    let said = swapped(&table("| (2) | [(3)] |"), &table("| (2) | [(3)] |"));
    assert_eq!(
        said.matches("warning[shifted-reference]").count(),
        2,
        "{said}"
    );
    let said = swapped("- (2)\n- (3)\n", "- (3)\n- (2)\n- (4)\n");
    assert_eq!(said, "");
    // One of them was amended, the other has come to mean the same.
    let said = swapped(&table("| (2) | [(3)] |"), &table("| (2) | [(2)] |"));
    assert_eq!(said.matches("content/aims/a2.md:6:3").count(), 1, "{said}");
    // The statement has moved, its words have not.
    let said = swapped(
        "- (2)を見る。\n- (3)を見る。\n",
        "- 新\n- (2)を見る。\n- (3)を見る。\n",
    );
    assert_eq!(
        said.matches("warning[shifted-reference]").count(),
        2,
        "{said}"
    );
}

#[test]
fn the_number_of_what_was_gone_before_means_what_it_meant() {
    let register = Register::with_editions(0);
    register.write("content/aims/a2.md", "---\nno: 2\n---\n- (2)を見る。\n");
    let said = register.run(&["withdraw", "t02", "--reserved"]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    register.freeze("2023");
    let said = register.run(&["check", "--format", "short"]).stderr;
    assert!(!said.contains("shifted-reference"), "{said}");
}
