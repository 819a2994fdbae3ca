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

use std::path::{Path, PathBuf};

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

/// What [`write`] would refuse before it makes anything: ask this before a long build.
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

fn make_all(outputs: Outputs<'_>, sink: Option<Sink<'_>>) -> Result<WriteReport, Vec<Diagnostic>> {
    let (paths, makers): (Vec<OutPath>, Vec<Output<'_>>) = outputs.files.into_iter().unzip();
    let plan = Plan::new(&paths);
    let mut diagnostics = plan.misplaced();
    if !diagnostics.is_empty() {
        return Err(diagnostics);
    }
    if let Some((folder, target)) = sink {
        create_folders(&plan, folder, target).map_err(one)?;
    }
    let made: Vec<Result<Made, Diagnostic>> = makers
        .into_par_iter()
        .enumerate()
        .map(|(index, output)| make_one(&plan, index, output, sink))
        .collect();
    let mut report = WriteReport::default();
    let mut facts = Vec::with_capacity(made.len());
    for result in made {
        match result {
            Ok(file) => {
                report.files += 1;
                report.bytes += file.bytes;
                report.pages += usize::from(file.facts.is_some());
                facts.push(file.facts);
            }
            Err(diagnostic) => {
                diagnostics.push(diagnostic);
                facts.push(None);
            }
        }
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
) -> Result<Made, Diagnostic> {
    let path = plan.path(index);
    let bytes = match output {
        Output::Copy(origin) => return copy(&origin, path, sink),
        Output::Bytes(bytes) => bytes,
        Output::Make(make) => make()?.into(),
    };
    let facts = path
        .as_str()
        .ends_with(".html")
        .then(|| plan.read(index, &String::from_utf8_lossy(&bytes)));
    if let Some((folder, target)) = sink {
        let to = folder.join(path.as_str());
        stage::put(&to, &bytes).map_err(|error| guard::io_error(&to, target, &error))?;
    }
    Ok(Made {
        bytes: bytes.len() as u64,
        facts,
    })
}

/// Copies a file of the author's. What is in it is not ours to verify.
fn copy(origin: &Path, path: &OutPath, sink: Option<Sink<'_>>) -> Result<Made, Diagnostic> {
    let to: Option<PathBuf> = sink.map(|(folder, _)| folder.join(path.as_str()));
    let bytes = stage::copy(origin, to.as_deref())
        .map_err(|error| Diagnostic::io(path.as_str(), &error))?;
    Ok(Made { bytes, facts: None })
}

#[cfg(test)]
mod tests;
