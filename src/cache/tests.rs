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
    let build = |number: u8, asks: bool| {
        let cache = Cache::open(root.path());
        let found = asks && cache.get(Shelf::Code, &KEY).is_some();
        cache.put(Shelf::Code, [number; 32], Vec::new());
        cache.save();
        found
    };
    remember(root.path(), b"one");
    for number in 0..LONGEST_AGE {
        build(10 + number, false);
    }
    assert!(build(30, true));
    for number in 0..=LONGEST_AGE {
        build(40 + number, false);
    }
    assert_eq!(look(root.path()), None);
}

#[test]
fn a_shelf_of_large_values_is_written_in_part() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let keep = |number: u8| {
        let cache = Cache::open(root.path());
        cache.put(Shelf::Terms, [number; 32], vec![number]);
        cache.save();
    };
    (0..40).for_each(keep);
    let size = |number: u8| {
        let name = format!(".hakusho/cache/terms-{number}");
        fs::metadata(root.path().join(name)).expect("a file").len()
    };
    let before = (size(3), size(4));
    keep(3 + 3 * 16);
    assert!(size(3) > before.0 && size(4) == before.1);
    let cache = Cache::open(root.path());
    let found = |number: u8| cache.get(Shelf::Terms, &[number; 32]).map(<[u8]>::to_vec);
    assert!((0..40).all(|number| found(number) == Some(vec![number])));
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
