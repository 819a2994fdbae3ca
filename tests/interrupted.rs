//! Builds that end in the middle: killed, on a full disk, beside another one. The site before is
//! whole each time, the next build succeeds, and nothing else stays behind.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant, SystemTime};

use tempfile::TempDir;

/// A site of some pages.
struct Bench {
    root: PathBuf,
    /// Removed with the test.
    _folder: Option<TempDir>,
}

impl Bench {
    fn new() -> Bench {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().to_owned();
        Bench::at(root, Some(folder))
    }

    fn at(root: PathBuf, folder: Option<TempDir>) -> Bench {
        fs::create_dir(root.join("content")).expect("a folder");
        for page in 0..60 {
            let text = format!("# 頁{page}\n\n[次](p{}.md)の頁。\n", (page + 1) % 60);
            fs::write(root.join(format!("content/p{page}.md")), text).expect("a file");
        }
        fs::write(root.join("content/data.txt"), "資料").expect("a file");
        Bench {
            root,
            _folder: folder,
        }
    }

    /// Changes one page, and all by their sidebars.
    fn edit(&self, round: usize) {
        let text = format!("# 改{round}\n\n第{round}版。\n");
        fs::write(self.root.join("content/p7.md"), text).expect("a file");
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hakusho"));
        command.args(["build", "--quiet", "--format", "short", "--lang", "en"]);
        command.arg("--root").arg(&self.root);
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        command
    }

    fn start(&self) -> Child {
        self.command().spawn().expect("the program starts")
    }

    fn build(&self) -> Output {
        self.command().output().expect("the program runs")
    }

    fn site(&self) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
        let mut files = BTreeMap::new();
        collect(&self.root.join("public"), &mut files);
        files
    }

    /// What stands beside the site and is none of the author's.
    fn leftovers(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.root).expect("a folder");
        entries
            .map(|entry| entry.expect("an entry").file_name())
            .map(|name| name.to_string_lossy().into_owned())
            .filter(|name| name.starts_with(".public"))
            .collect()
    }
}

fn collect(folder: &Path, files: &mut BTreeMap<PathBuf, (Vec<u8>, SystemTime)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            let bytes = fs::read(&path).expect("a file");
            let time = path.metadata().and_then(|meta| meta.modified());
            files.insert(path, (bytes, time.expect("a time")));
        }
    }
}

fn bytes(site: &BTreeMap<PathBuf, (Vec<u8>, SystemTime)>) -> Vec<(&PathBuf, &Vec<u8>)> {
    site.iter()
        .map(|(path, (bytes, _))| (path, bytes))
        .collect()
}

fn succeeds(output: &Output) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}

#[test]
fn files_that_have_not_changed_keep_their_bytes_and_times() {
    let bench = Bench::new();
    succeeds(&bench.build());
    let first = bench.site();
    succeeds(&bench.build());
    assert_eq!(first, bench.site(), "nothing was edited");

    bench.edit(1);
    succeeds(&bench.build());
    let second = bench.site();
    let changed = |name: &str| {
        first[&bench.root.join("public").join(name)].1
            != second[&bench.root.join("public").join(name)].1
    };
    assert!(changed("p7.html") && changed("p7.md"));
    assert!(!changed("p40.md") && !changed("data.txt") && !changed(".hakusho-output"));
    for (path, (bytes, time)) in &first {
        let (new_bytes, new_time) = &second[path];
        assert_eq!(bytes == new_bytes, time == new_time, "{}", path.display());
    }
}

#[test]
fn a_build_killed_at_any_moment_leaves_the_site_whole() {
    let bench = Bench::new();
    succeeds(&bench.build());
    let mut before = bench.site();
    // What a build after an edit takes, by the last one: a whole build takes far longer.
    let mut usual = Duration::from_millis(100);
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let (mut round, mut killed) = (0, 0);
    while killed < 50 {
        assert!(round < 1000, "only {killed} builds were killed in time");
        bench.edit(round);
        let mut build = bench.start();
        // xorshift: any moments do, the same on each run are easier to look into.
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        std::thread::sleep(usual.mul_f64((seed % 1000) as f64 / 1000.0));
        build.kill().expect("killed");
        let is_killed = !build.wait().expect("an end").success();
        killed += usize::from(is_killed);
        let found = bench.site();
        let begin = Instant::now();
        succeeds(&bench.build());
        // After a build that was in time there is nothing left to do.
        if is_killed {
            usual = begin.elapsed();
        }
        let after = bench.site();
        let is_whole = bytes(&found) == bytes(&before) || bytes(&found) == bytes(&after);
        assert!(
            is_whole,
            "round {round}: neither the old site nor the new one"
        );
        assert_eq!(bench.leftovers(), [""; 0], "round {round}");
        before = after;
        round += 1;
    }
}

#[test]
fn of_two_builds_at_once_one_says_that_it_must_wait() {
    let bench = Bench::new();
    succeeds(&bench.build());
    let before = bench.site();

    let lock = bench.root.join(".public.hakusho-lock");
    let held = File::create(&lock).expect("a file");
    held.lock().expect("the lock");
    bench.edit(1);
    let refused = bench.build();
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("build-in-progress"));
    assert_eq!(bench.site(), before);
    drop(held);

    // However two meet, each ends well or says why not, and at least one ends well.
    for round in 2..8 {
        bench.edit(round);
        let builds = [bench.start(), bench.start(), bench.start()];
        let ends = builds.map(|build| build.wait_with_output().expect("an end"));
        assert!(ends.iter().any(|end| end.status.success()));
        for end in ends.iter().filter(|end| !end.status.success()) {
            assert!(String::from_utf8_lossy(&end.stderr).contains("build-in-progress"));
        }
        let after = bench.site();
        succeeds(&bench.build());
        assert_eq!(after, bench.site(), "round {round}");
        assert_eq!(bench.leftovers(), [""; 0]);
    }
}

/// A small disk of its own; gone when dropped.
struct Disk(TempDir);

impl Disk {
    /// `None` without the right to mount one, which only a developer's machine may lack.
    fn new() -> Option<Disk> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=3m", "tmpfs"])
            .arg(folder.path())
            .output();
        let is_mounted = mount.is_ok_and(|output| output.status.success());
        assert!(
            is_mounted || std::env::var_os("CI").is_none(),
            "CI needs root for this test, which mounts a tmpfs"
        );
        is_mounted.then(|| Disk(folder))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // A folder that stays is in the system's folder for temporary ones.
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

#[test]
fn a_full_disk_leaves_the_site_whole() {
    let Some(disk) = Disk::new() else {
        eprintln!("SKIPPED: mounting a small disk needs root");
        return;
    };
    let bench = Bench::at(disk.0.path().to_owned(), None);
    succeeds(&bench.build());
    let before = bench.site();

    // Something takes the room that a new site needs.
    let ballast = bench.root.join("ballast");
    bench.edit(1);
    let mut held = Vec::new();
    for size in [1 << 20, 1 << 16, 1 << 12] {
        loop {
            let path = ballast.with_extension(held.len().to_string());
            if fs::write(&path, vec![1; size]).is_err() {
                fs::remove_file(&path).expect("removed");
                break;
            }
            held.push(path);
        }
    }
    let failed = bench.build();
    assert_eq!(failed.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&failed.stderr).contains("io-error"));
    assert_eq!(bench.site(), before);
    assert_eq!(bench.leftovers(), [""; 0]);

    for path in held {
        fs::remove_file(path).expect("removed");
    }
    succeeds(&bench.build());
    assert_ne!(bytes(&bench.site()), bytes(&before));
}
