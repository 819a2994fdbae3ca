//! [`Outputs`] → disk: made in parallel beside the old site, verified, then swapped in.
//!
//! 1. The output folder is checked: never a folder that this program did not make, never one that
//!    holds or lies in the sources (`guard`).
//! 2. A lock beside it keeps a second build out, and what a killed run left is cleared (`lock`,
//!    `stage`).
//! 3. Every file is made and written into a staging folder beside the output; its bytes are dropped
//!    at once. A file that is the same in the old site is taken over with its time instead (`old`).
//!    Of each page only the ids and the links to other pages' anchors are kept (`scan`).
//! 4. Every internal link must name a file of the plan and an id of its page (`links`).
//! 5. The staging folder and the old site change names in one step (`stage`).
//!
//! Whatever fails on the way leaves the old site as it was.

mod archive;
mod guard;
mod links;
mod lock;
mod make;
mod old;
mod scan;
mod stage;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::diag::Diagnostic;
use crate::model::memory::Memory;
use crate::model::{Files, Kept, MARKER, OutPath, Output, Outputs, Progress, WriteReport};
pub use archive::{Archive, file};
use links::{PageFacts, Plan};
use make::{Maker, put_bytes};
use old::Old;
use stage::Staging;

/// What stands in the marker file.
const NOTE: &[u8] = b"Made by hakusho, which replaces this whole folder.\n";

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

/// Makes, verifies and swaps in the whole site. Pages that the site before has, as `memory` knows,
/// are not made again.
///
/// # Errors
/// Every problem that was found; then the old site stands as it was.
pub fn write(
    outputs: Outputs<'_>,
    target: &Target<'_>,
    memory: Option<&dyn Memory>,
    progress: &dyn Progress,
) -> Result<WriteReport, Vec<Diagnostic>> {
    let output = guard::allowed_place(target).map_err(one)?;
    let fail = |path: &Path, error: &std::io::Error| one(guard::io_error(path, target, error));
    let parent = output.parent().unwrap_or(Path::new("/"));
    std::fs::create_dir_all(parent).map_err(|error| fail(parent, &error))?;
    let _lock = lock::acquire(&output, target).map_err(one)?;
    stage::recover(&output).map_err(|error| fail(&output, &error))?;
    guard::replaceable(&output, target).map_err(one)?;
    let staging = Staging::beside(&output).map_err(|error| fail(&output, &error))?;
    let bench = Bench {
        folder: staging.folder(),
        output: &output,
        target,
    };
    let (report, _) = make_all(outputs, Sink::Folder(bench), memory, progress)?;
    staging
        .swap(&output)
        .map_err(|error| fail(&output, &error))?;
    Ok(report)
}

/// Makes and verifies every file without writing any.
///
/// # Errors
/// Every problem that was found.
pub fn verify_only(
    outputs: Outputs<'_>,
    progress: &dyn Progress,
) -> Result<WriteReport, Vec<Diagnostic>> {
    Ok(make_all(outputs, Sink::Nowhere, None, progress)?.0)
}

/// Makes and verifies every file and keeps them in memory, which a preview serves from.
///
/// # Errors
/// Every problem that was found.
pub fn keep(
    outputs: Outputs<'_>,
    progress: &dyn Progress,
) -> Result<(WriteReport, Files), Vec<Diagnostic>> {
    make_all(outputs, Sink::Memory, None, progress)
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

/// What becomes of the files.
#[derive(Clone, Copy)]
enum Sink<'a> {
    /// They are written.
    Folder(Bench<'a>),
    /// They are kept.
    Memory,
    /// They are dropped.
    Nowhere,
}

/// Where a site is put together.
#[derive(Clone, Copy)]
struct Bench<'a> {
    /// The staging folder.
    folder: &'a Path,
    /// Where the site before stands, if there is one.
    output: &'a Path,
    /// What messages speak of.
    target: &'a Target<'a>,
}

/// A file that was made.
struct Made {
    bytes: u64,
    facts: Option<PageFacts>,
    /// Where the files are kept in memory.
    kept: Option<Kept>,
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

fn make_all(
    outputs: Outputs<'_>,
    sink: Sink<'_>,
    memory: Option<&dyn Memory>,
    progress: &dyn Progress,
) -> Result<(WriteReport, Files), Vec<Diagnostic>> {
    let (paths, makers): (Vec<OutPath>, Vec<Output<'_>>) = outputs.files.into_iter().unzip();
    let plan = Plan::new(&paths);
    let misplaced = plan.misplaced();
    if !misplaced.is_empty() {
        return Err(misplaced);
    }
    let old = match sink {
        Sink::Folder(bench) => {
            create_folders(&plan, bench).map_err(one)?;
            let old = Old::new(bench.output, plan.folders());
            put_bytes(MARKER, NOTE, bench, &old).map_err(one)?;
            Some(old)
        }
        Sink::Memory | Sink::Nowhere => None,
    };
    let maker = Maker {
        plan: &plan,
        sink,
        old: old.as_ref(),
        memory,
    };
    let has_failed = AtomicBool::new(false);
    let made: Vec<Result<Made, Failure>> = makers
        .into_par_iter()
        .enumerate()
        .map(|(index, output)| {
            if has_failed.load(Ordering::Relaxed) {
                return Err(Failure::Stopped);
            }
            let made = maker.make(index, output);
            progress.step();
            if matches!(made, Err(Failure::Disk(_))) {
                has_failed.store(true, Ordering::Relaxed);
            }
            made
        })
        .collect();
    report_on(made, &plan)
}

/// Sums up what was made, and what of it is kept; or every problem.
fn report_on(
    made: Vec<Result<Made, Failure>>,
    plan: &Plan<'_>,
) -> Result<(WriteReport, Files), Vec<Diagnostic>> {
    let mut report = WriteReport::default();
    let mut files = Files::default();
    let mut facts = Vec::with_capacity(made.len());
    let mut diagnostics = Vec::new();
    for (index, result) in made.into_iter().enumerate() {
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
        let (page, kept) = file.map_or((None, None), |file| (file.facts, file.kept));
        facts.push(page);
        files.extend(kept.map(|kept| (plan.path(index).clone(), kept)));
    }
    diagnostics.extend(plan.broken_links(&facts));
    if diagnostics.is_empty() {
        Ok((report, files))
    } else {
        Err(diagnostics)
    }
}

fn create_folders(plan: &Plan<'_>, bench: Bench<'_>) -> Result<(), Diagnostic> {
    plan.folders().try_for_each(|path| {
        let path = bench.folder.join(path);
        std::fs::create_dir_all(&path).map_err(|error| guard::io_error(&path, bench.target, &error))
    })
}

#[cfg(test)]
mod tests;
