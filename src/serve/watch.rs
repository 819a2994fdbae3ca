//! Waits until something that a site is made from changes.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::{
    Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher as _,
};

use crate::model::Inputs;

/// An editor saves in several steps, and a checkout changes many files: a build waits until it has
/// been quiet for so long.
const QUIET: Duration = Duration::from_millis(20);
/// But no longer than this.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often files are looked at where the system does not tell of changes.
const POLL: Duration = Duration::from_secs(1);

/// Tells of changes on the disk.
pub struct Watcher {
    watcher: Box<dyn notify::Watcher>,
    events: Receiver<notify::Result<Event>>,
    polls: bool,
    root: PathBuf,
    inputs: Inputs,
    /// Folders that are watched, and whether with what lies below them.
    watched: BTreeMap<PathBuf, bool>,
    /// A watched folder itself has come or gone: what took its place is not watched yet.
    is_torn: Cell<bool>,
}

impl Watcher {
    /// A watcher of the site in `root`, to which [`watch`](Watcher::watch) says what matters. With
    /// `poll`, files are looked at again and again: network drives tell of no changes.
    ///
    /// # Errors
    /// When the system has no means left for it.
    pub fn new(root: &Path, poll: bool) -> notify::Result<Watcher> {
        let (watcher, events) = backend(poll)?;
        Ok(Watcher {
            watcher,
            events,
            polls: poll,
            root: real(root),
            inputs: Inputs::new(),
            watched: BTreeMap::new(),
            is_torn: Cell::new(false),
        })
    }

    /// Whether files are looked at again and again, as asked for or for want of something better.
    pub fn is_polling(&self) -> bool {
        self.polls
    }

    /// From now on waits for changes of `inputs`. Says whether anything is watched that was not.
    ///
    /// # Errors
    /// When the system lets no more be watched.
    pub fn watch(&mut self, inputs: &Inputs) -> notify::Result<bool> {
        let real_inputs = inputs.iter().map(|(path, is_read)| (real(path), *is_read));
        self.inputs = real_inputs.collect();
        let wanted = self.wanted();
        if wanted == self.watched && !self.is_torn.get() {
            return Ok(false);
        }
        match self.exchange(&wanted) {
            // Linux bounds how many folders a user may watch.
            Err(_) if !self.polls => {
                (self.watcher, self.events) = backend(true)?;
                self.polls = true;
                self.watched.clear();
                self.exchange(&wanted)?;
            }
            done => done?,
        }
        Ok(true)
    }

    /// The folders to watch for the inputs.
    fn wanted(&self) -> BTreeMap<PathBuf, bool> {
        let mut wanted = BTreeMap::from([(self.root.clone(), false)]);
        for (path, _) in self.inputs.iter().filter(|(_, is_read)| **is_read) {
            if path.is_dir() {
                wanted.insert(path.clone(), true);
            } else if let Some(folder) = path.parent().filter(|folder| folder.is_dir()) {
                // Editors replace a file: its folder tells of the new one.
                wanted.entry(folder.to_owned()).or_insert(false);
            }
        }
        wanted
    }

    fn exchange(&mut self, wanted: &BTreeMap<PathBuf, bool>) -> notify::Result<()> {
        self.is_torn.set(false);
        for path in std::mem::take(&mut self.watched).keys() {
            // What is gone needs no goodbye.
            let _ = self.watcher.unwatch(path);
        }
        for (path, is_deep) in wanted {
            let mode = match is_deep {
                true => RecursiveMode::Recursive,
                false => RecursiveMode::NonRecursive,
            };
            self.watcher.watch(path, mode)?;
            self.watched.insert(path.clone(), *is_deep);
        }
        Ok(())
    }

    /// Returns when an input has changed and all is quiet again.
    pub fn wait(&self) {
        loop {
            match self.events.recv() {
                Ok(event) if self.matters(&event) => break,
                Ok(_) => {}
                // The watcher holds the other end.
                Err(_) => return,
            }
        }
        let start = Instant::now();
        let mut last = start;
        while last.elapsed() < QUIET && start.elapsed() < PATIENCE {
            match self
                .events
                .recv_timeout(QUIET.saturating_sub(last.elapsed()))
            {
                Ok(event) if self.matters(&event) => last = Instant::now(),
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Whether an event may have changed an input. Reading is an event too, and ours.
    fn matters(&self, event: &notify::Result<Event>) -> bool {
        match event {
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => event.need_rescan(),
            Ok(event) => {
                let tears =
                    |path: &PathBuf| self.watched.contains_key(path) && !is_edit(event.kind);
                if event.paths.iter().any(tears) {
                    self.is_torn.set(true);
                }
                event.need_rescan() || event.paths.iter().any(|p| is_input(&self.inputs, p))
            }
            // Something was missed.
            Err(_) => true,
        }
    }
}

/// What sends events, and where they arrive.
type Backend = (Box<dyn notify::Watcher>, Receiver<notify::Result<Event>>);

fn backend(poll: bool) -> notify::Result<Backend> {
    let (sender, events) = channel();
    // Times of change are compared by whole seconds, so the contents are, too.
    let config = Config::default()
        .with_poll_interval(POLL)
        .with_compare_contents(true);
    let watcher: Box<dyn notify::Watcher> = match poll {
        true => Box::new(PollWatcher::new(sender, config)?),
        false => Box::new(RecommendedWatcher::new(sender, config)?),
    };
    Ok((watcher, events))
}

/// Whether an event leaves in place what it names.
fn is_edit(kind: EventKind) -> bool {
    use notify::event::ModifyKind;
    matches!(
        kind,
        EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_))
    )
}

/// Whether the innermost of `inputs` that contains `path` is read.
fn is_input(inputs: &Inputs, path: &Path) -> bool {
    let found = path
        .ancestors()
        .find_map(|above| Some((above, *inputs.get(above)?)));
    let Some((above, is_read)) = found else {
        return false;
    };
    let inner = path.strip_prefix(above).unwrap_or(path);
    let is_versioning = inner.components().any(|part| part.as_os_str() == ".git");
    is_read && !is_versioning
}

/// `path` without links; what does not exist yet is named from its folder.
fn real(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    whole
        .canonicalize()
        .unwrap_or_else(|_| match (whole.parent(), whole.file_name()) {
            (Some(folder), Some(name)) => real(folder).join(name),
            _ => whole,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_input_decides() {
        let inputs: Inputs = [("/s", true), ("/s/target", false), ("/s/target/a", true)]
            .map(|(path, is_read)| (PathBuf::from(path), is_read))
            .into();
        for (path, expected) in [
            ("/s/a.md", true),
            ("/s/b/a.md", true),
            ("/s/.git/index", false),
            ("/s/target", false),
            ("/s/target/b", false),
            ("/s/target/a", true),
            ("/s/target/a/c", true),
            ("/t/a.md", false),
        ] {
            assert_eq!(is_input(&inputs, Path::new(path)), expected, "{path}");
        }
    }

    #[test]
    fn what_does_not_exist_is_named_from_its_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let real_folder = folder.path().canonicalize().expect("its real path");
        assert_eq!(real(&folder.path().join("a/b")), real_folder.join("a/b"));
    }
}
