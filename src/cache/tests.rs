use std::fs;

use super::*;

const KEY: Key = [1; 32];

/// Opens, asks for [`KEY`], saves.
fn look(root: &Path) -> Option<Vec<u8>> {
    let cache = Cache::open(root);
    let found = cache.get(Shelf::Code, &KEY).map(<[u8]>::to_vec);
    cache.save();
    found
}

fn remember(root: &Path, value: &[u8]) {
    let cache = Cache::open(root);
    cache.put(Shelf::Code, KEY, value.to_vec());
    cache.save();
}

#[test]
fn a_value_is_there_for_the_next_build_and_ignored_by_git() {
    let root = tempfile::tempdir().expect("a temporary folder");
    assert_eq!(look(root.path()), None);
    assert!(!root.path().join(".hakusho").exists(), "nothing to keep");
    remember(root.path(), b"one");
    assert_eq!(look(root.path()), Some(b"one".to_vec()));
    let ignore = root.path().join(".hakusho/.gitignore");
    assert_eq!(fs::read_to_string(ignore).expect("a file"), "*\n");
}

#[test]
fn what_nobody_asks_for_goes_in_time() {
    let root = tempfile::tempdir().expect("a temporary folder");
    remember(root.path(), b"one");
    for _ in 0..LONGEST_AGE {
        Cache::open(root.path()).save();
    }
    assert_eq!(look(root.path()), Some(b"one".to_vec()));
    for _ in 0..=LONGEST_AGE {
        Cache::open(root.path()).save();
    }
    assert_eq!(look(root.path()), None);
}

#[test]
fn a_damaged_file_is_replaced() {
    let root = tempfile::tempdir().expect("a temporary folder");
    remember(root.path(), b"one");
    let path = root.path().join(".hakusho/cache/code");
    let mut bytes = fs::read(&path).expect("a file");
    *bytes.last_mut().expect("a byte") ^= 1;
    fs::write(&path, bytes).expect("a file");
    fs::write(path.with_extension("new"), "of a killed build").expect("a file");
    assert_eq!(look(root.path()), None);
    remember(root.path(), b"two");
    assert_eq!(look(root.path()), Some(b"two".to_vec()));
    assert!(!path.with_extension("new").exists());
}

#[test]
fn a_build_that_writes_is_not_disturbed() {
    let root = tempfile::tempdir().expect("a temporary folder");
    remember(root.path(), b"one");
    let folder = Folder::of(root.path());
    let held = folder.hold().expect("the lock");
    remember(root.path(), b"two");
    assert_eq!(look(root.path()), Some(b"one".to_vec()));
    drop(held);
    remember(root.path(), b"two");
    assert_eq!(look(root.path()), Some(b"two".to_vec()));
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let (root, other) = (tempfile::tempdir(), tempfile::tempdir());
    let (root, other) = (root.expect("a folder"), other.expect("a folder"));
    remember(other.path(), b"theirs");
    let inside = |name: &str| root.path().join(name);
    symlink(other.path().join(".hakusho"), inside(".hakusho")).expect("a link");
    assert_eq!(look(root.path()), None);
    remember(root.path(), b"mine");
    assert_eq!(look(other.path()), Some(b"theirs".to_vec()));

    fs::remove_file(inside(".hakusho")).expect("removed");
    fs::create_dir_all(inside(".hakusho/cache")).expect("folders");
    let theirs = other.path().join(".hakusho/cache/code");
    symlink(&theirs, inside(".hakusho/cache/code")).expect("a link");
    assert_eq!(look(root.path()), None);
    remember(root.path(), b"mine");
    assert_eq!(look(root.path()), Some(b"mine".to_vec()));
    assert_eq!(look(other.path()), Some(b"theirs".to_vec()));
}
