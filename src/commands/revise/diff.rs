//! What changes in a file, as a unified diff.

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices, group_diff_ops};

/// As many lines stand around a change.
const CONTEXT: usize = 3;

/// The diff from `before`, at the path `from`, to `after`; nothing where they are the same.
pub(super) fn unified(from: &str, to: &str, before: &str, after: &str) -> String {
    let (old, new) = (lines(before), lines(after));
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let mut text = format!("--- {from}\n+++ {to}\n");
    for group in group_diff_ops(ops, CONTEXT) {
        text.push_str(&hunk(&group, &old, &new));
    }
    text
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

fn hunk(group: &[DiffOp], old: &[&str], new: &[&str]) -> String {
    let (Some(first), Some(last)) = (group.first(), group.last()) else {
        return String::new();
    };
    let range = |start: usize, end: usize| {
        let count = end - start;
        // An empty range is named by the line before it.
        let line = if count == 0 { start } else { start + 1 };
        match count {
            1 => line.to_string(),
            _ => format!("{line},{count}"),
        }
    };
    let mut text = format!(
        "@@ -{} +{} @@\n",
        range(first.old_range().start, last.old_range().end),
        range(first.new_range().start, last.new_range().end),
    );
    for op in group {
        if op.tag() == DiffTag::Equal {
            push(&mut text, ' ', &old[op.old_range()]);
            continue;
        }
        push(&mut text, '-', &old[op.old_range()]);
        push(&mut text, '+', &new[op.new_range()]);
    }
    text
}

fn push(text: &mut String, sign: char, lines: &[&str]) {
    for line in lines {
        text.push(sign);
        text.push_str(line);
        if !line.ends_with('\n') {
            text.push_str("\n\\ No newline at end of file\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::unified;

    #[test]
    fn only_what_changes_is_shown() {
        let before = "1\n2\n3\n4\n5\n6\n7\n8\n9";
        let after = "1\n2\n3\n4\n5\n六\n7\n8\n9\n";
        assert_eq!(
            unified("a.md", "b.md", before, after),
            "--- a.md\n+++ b.md\n@@ -3,7 +3,7 @@\n 3\n 4\n 5\n-6\n+六\n 7\n 8\n-9\n\
             \\ No newline at end of file\n+9\n"
        );
        assert_eq!(
            unified("/dev/null", "b.md", "", "x\n"),
            "--- /dev/null\n+++ b.md\n@@ -0,0 +1 @@\n+x\n"
        );
        assert_eq!(unified("a", "b", "x\n", "x\n"), "--- a\n+++ b\n");
    }
}
