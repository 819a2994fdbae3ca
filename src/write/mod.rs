//! [`Outputs`] → disk: made in parallel beside the old site, verified, then swapped in.
//!
//! 1. The output folder is checked: never a folder that this program did not make, never one that
//!    holds or lies in the sources (`guard`).
//! 2. A lock beside it keeps a second build out, and what a killed run left is cleared (`lock`,
//!    `stage`).
//! 3. Every file is made and written into a staging folder beside the output; its bytes are dropped
//!    at once. Of each page only the ids and the links to other pages' anchors are kept (`scan`).
//! 4. Every internal link must name a file of the plan and an id of its page (`links`).
//! 5. The staging folder and the old site change names in one step (`stage`).
//!
//! Whatever fails on the way leaves the old site as it was.

mod guard;
mod links;
mod lock;
mod scan;
mod stage;

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::diag::Diagnostic;
use crate::model::{OutPath, Output, Outputs, WriteReport};
use links::{PageFacts, Plan};
use stage::Staging;

/// The file in an output folder that says that this program made it and may replace it.
pub const MARKER: &str = ".hakusho-output";

/// Where a site is written.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The output folder; it need not exist.
    pub output: &'a Path,
    /// The site's root: what messages name paths from.
    pub root: &'a Path,
    /// The content folder, which may be the root itself.
    pub content: &'a Path,
}

/// Makes, verifies and swaps in the whole site.
///
/// # Errors
/// Every problem that was found; then the old site stands as it was.
pub fn write(outputs: Outputs<'_>, target: &Target<'_>) -> Result<WriteReport, Vec<Diagnostic>> {
    let output = guard::allowed_place(target).map_err(one)?;
    let fail = |path: &Path, error: &std::io::Error| one(guard::io_error(path, target, error));
    let parent = output.parent().unwrap_or(Path::new("/"));
    std::fs::create_dir_all(parent).map_err(|error| fail(parent, &error))?;
    let _lock = lock::acquire(&output, target).map_err(one)?;
    stage::recover(&output).map_err(|error| fail(&output, &error))?;
    guard::replaceable(&output, target).map_err(one)?;
    let staging = Staging::beside(&output).map_err(|error| fail(&output, &error))?;
    let report = make_all(outputs, Some((staging.folder(), target)))?;
    let marker = staging.folder().join(MARKER);
    std::fs::write(
        &marker,
        "Made by hakusho, which replaces this whole folder.\n",
    )
    .map_err(|error| fail(&marker, &error))?;
    staging
        .swap(&output)
        .map_err(|error| fail(&output, &error))?;
    Ok(report)
}

/// Makes and verifies every file without writing any.
///
/// # Errors
/// Every problem that was found.
pub fn verify_only(outputs: Outputs<'_>) -> Result<WriteReport, Vec<Diagnostic>> {
    make_all(outputs, None)
}

/// What [`write()`] would refuse before it makes anything: ask this before a long build.
pub fn refusal(target: &Target<'_>) -> Option<Diagnostic> {
    guard::allowed_place(target)
        .and_then(|output| guard::replaceable(&output, target))
        .err()
}

fn one(diagnostic: Diagnostic) -> Vec<Diagnostic> {
    vec![diagnostic]
}

/// A staging folder, and the target that messages about it speak of.
type Sink<'a> = (&'a Path, &'a Target<'a>);

/// A file that was made.
struct Made {
    bytes: u64,
    facts: Option<PageFacts>,
}

/// Why a file was not made.
enum Failure {
    /// Its own problem: the others are still made, so that one run reports every problem.
    File(Diagnostic),
    /// It could not be written. The next one could not either: the disk is full or gone.
    Disk(Diagnostic),
    /// Not tried, since the disk failed.
    Stopped,
}

fn make_all(outputs: Outputs<'_>, sink: Option<Sink<'_>>) -> Result<WriteReport, Vec<Diagnostic>> {
    let (paths, makers): (Vec<OutPath>, Vec<Output<'_>>) = outputs.files.into_iter().unzip();
    let plan = Plan::new(&paths);
    let misplaced = plan.misplaced();
    if !misplaced.is_empty() {
        return Err(misplaced);
    }
    if let Some((folder, target)) = sink {
        create_folders(&plan, folder, target).map_err(one)?;
    }
    let has_failed = AtomicBool::new(false);
    let made: Vec<Result<Made, Failure>> = makers
        .into_par_iter()
        .enumerate()
        .map(|(index, output)| {
            if has_failed.load(Ordering::Relaxed) {
                return Err(Failure::Stopped);
            }
            let made = make_one(&plan, index, output, sink);
            if matches!(made, Err(Failure::Disk(_))) {
                has_failed.store(true, Ordering::Relaxed);
            }
            made
        })
        .collect();
    report_on(made, &plan)
}

/// Sums up what was made, or every problem.
fn report_on(
    made: Vec<Result<Made, Failure>>,
    plan: &Plan<'_>,
) -> Result<WriteReport, Vec<Diagnostic>> {
    let mut report = WriteReport::default();
    let mut facts = Vec::with_capacity(made.len());
    let mut diagnostics = Vec::new();
    for result in made {
        let file = match result {
            Ok(file) => Some(file),
            Err(Failure::Disk(diagnostic)) => return Err(one(diagnostic)),
            Err(Failure::File(diagnostic)) => {
                diagnostics.push(diagnostic);
                None
            }
            Err(Failure::Stopped) => None,
        };
        if let Some(file) = &file {
            report.files += 1;
            report.bytes += file.bytes;
            report.pages += usize::from(file.facts.is_some());
        }
        facts.push(file.and_then(|file| file.facts));
    }
    diagnostics.extend(plan.broken_links(&facts));
    if diagnostics.is_empty() {
        Ok(report)
    } else {
        Err(diagnostics)
    }
}

fn create_folders(plan: &Plan<'_>, folder: &Path, target: &Target<'_>) -> Result<(), Diagnostic> {
    plan.folders().try_for_each(|path| {
        let path = folder.join(path);
        std::fs::create_dir_all(&path).map_err(|error| guard::io_error(&path, target, &error))
    })
}

/// Makes the file at `index` of the plan, reads what its links need, and writes it.
fn make_one(
    plan: &Plan<'_>,
    index: usize,
    output: Output<'_>,
    sink: Option<Sink<'_>>,
) -> Result<Made, Failure> {
    let path = plan.path(index);
    let bytes = match output {
        Output::Copy(origin) => return copy(&origin, path, sink),
        Output::Bytes(bytes) => bytes,
        Output::Make(make) => make().map_err(Failure::File)?.into(),
    };
    let facts = path
        .as_str()
        .ends_with(".html")
        .then(|| plan.read(index, &String::from_utf8_lossy(&bytes)));
    if let Some(sink) = sink {
        put(path, sink, |to| stage::put(to, &bytes))?;
    }
    Ok(Made {
        bytes: bytes.len() as u64,
        facts,
    })
}

/// Copies a file of the author's. What is in it is not ours to verify.
fn copy(origin: &Path, path: &OutPath, sink: Option<Sink<'_>>) -> Result<Made, Failure> {
    let (mut from, size) = stage::open(origin)
        .map_err(|error| Failure::File(Diagnostic::io(path.as_str(), &error)))?;
    let bytes = match sink {
        Some(sink) => put(path, sink, |to| stage::copy(&mut from, to))?,
        None => size,
    };
    Ok(Made { bytes, facts: None })
}

/// Writes the file of `path` into the staging folder.
fn put<T>(
    path: &OutPath,
    (folder, target): Sink<'_>,
    write: impl FnOnce(&Path) -> io::Result<T>,
) -> Result<T, Failure> {
    let to = folder.join(path.as_str());
    write(&to).map_err(|error| Failure::Disk(guard::io_error(&to, target, &error)))
}

#[cfg(test)]
mod tests;
