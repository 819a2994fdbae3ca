//! For people: what, where, the line with a caret right under full-width text, what to do.
//!
//! annotate-snippets draws the title, the line and the caret. The place and the help are written
//! here, because a shown line may be a cut-out ([`excerpt`]) whose columns are not the file's.

use std::collections::BTreeSet;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::excerpt::{excerpt, printable};
use super::place::{Located, locate};
use super::{Diagnostic, Lang, Place, Severity, SourceMap, Span, catalogue, summary};

/// Columns of the drawing: lines are cut before, so that nothing is cut twice.
const UNBOUNDED: usize = 100_000;

pub(super) fn write(
    diagnostics: &[Diagnostic],
    map: &SourceMap,
    lang: Lang,
    colour: bool,
) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.term_width(UNBOUNDED);
    let mut out = String::new();
    // A code's general advice is said once, however often the fault occurs.
    let mut advised = BTreeSet::new();
    for diagnostic in diagnostics {
        write_one(&mut out, diagnostic, map, lang, &renderer);
        if !diagnostic.help.is_empty() || advised.insert(diagnostic.code) {
            push_help(&mut out, diagnostic, lang, &renderer);
        }
        out.push('\n');
    }
    let counts = summary(diagnostics, lang);
    if !counts.is_empty() {
        out.push_str(&counts);
        out.push('\n');
    }
    out
}

fn write_one(
    out: &mut String,
    diagnostic: &Diagnostic,
    map: &SourceMap,
    lang: Lang,
    renderer: &Renderer,
) {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let message = catalogue::message(diagnostic, lang);
    let title = level
        .clone()
        .primary_title(message)
        .id(diagnostic.code.name());
    push_lines(out, &renderer.render(&[Group::with_title(title)]));
    match &diagnostic.place {
        Place::Span(span) => push_span(out, *span, None, level.clone(), map, renderer),
        Place::Path(path) => push_lines(out, &format!(" --> {}", printable(path))),
        Place::Nowhere => {}
    }
    for related in &diagnostic.related {
        let label = catalogue::related(diagnostic, related.message, lang);
        push_span(out, related.span, Some(label), level.clone(), map, renderer);
    }
}

fn push_help(out: &mut String, diagnostic: &Diagnostic, lang: Lang, renderer: &Renderer) {
    for help in catalogue::help(diagnostic, lang) {
        let title = Level::HELP.primary_title(help);
        push_lines(out, &renderer.render(&[Group::with_title(title)]));
    }
}

/// The place, the line, and a caret (or, with a label, dashes and the label) under the span.
fn push_span(
    out: &mut String,
    span: Span,
    label: Option<String>,
    level: Level<'_>,
    map: &SourceMap,
    renderer: &Renderer,
) {
    let Located {
        path,
        start,
        line,
        in_line,
        ..
    } = locate(span, map);
    let shown = excerpt(line, in_line);
    let number_width = start.line.to_string().len();
    let (arrow, kind) = match label {
        None => ("-->", AnnotationKind::Primary),
        Some(_) => (":::", AnnotationKind::Context),
    };
    out.push_str(&" ".repeat(number_width));
    push_lines(
        out,
        &format!(
            "{arrow} {}:{}:{}",
            printable(path),
            start.line,
            start.column
        ),
    );
    let snippet = Snippet::source(shown.text)
        .line_start(start.line)
        .annotation(
            kind.span(shown.mark)
                .label(label.filter(|label| !label.is_empty())),
        );
    push_lines(
        out,
        &renderer.render(&[Group::with_level(level).element(snippet)]),
    );
}

/// Adds lines without the white space at their ends.
fn push_lines(out: &mut String, lines: &str) {
    for line in lines.lines() {
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

#[cfg(test)]
mod tests;
