//! `new`: a record with the front matter that its schema wants, or a page.

mod front;
mod number;
mod spot;

use super::{Environment, Outcome, files};
use crate::cli::{LangArg, NewArgs};
use crate::diag::{self, Diagnostic, Lang, SourceMap};
use crate::pipeline;
use front::{Draft, Open};

pub(super) fn run(args: &NewArgs, environment: &Environment) -> Outcome {
    let lang = LangArg::or_locale(args.report.lang, &environment.locale);
    match make(args, lang) {
        Ok(stdout) => Outcome {
            stdout,
            ..Outcome::default()
        },
        Err(refusal) => Outcome {
            stderr: diag::write(
                &refusal.problems,
                &refusal.map,
                lang,
                args.report.format.format(),
                environment.colour,
            ),
            exit_code: refusal.exit_code,
            ..Outcome::default()
        },
    }
}

/// Why nothing was made.
struct Refusal {
    problems: Vec<Diagnostic>,
    map: SourceMap,
    exit_code: u8,
}

/// Whatever is wrong with the arguments or the disk.
impl From<Vec<Diagnostic>> for Refusal {
    fn from(problems: Vec<Diagnostic>) -> Refusal {
        Refusal {
            problems,
            map: SourceMap::default(),
            exit_code: 2,
        }
    }
}

fn make(args: &NewArgs, lang: Lang) -> Result<String, Refusal> {
    let survey = pipeline::survey(&args.report.root).map_err(|(problems, map)| Refusal {
        exit_code: if problems.iter().any(|d| d.code.is_misuse()) {
            2
        } else {
            1
        },
        problems,
        map,
    })?;
    let spot = spot::find(&args.key, &args.id, &args.report.root, &survey).map_err(|p| vec![p])?;
    let title = args.title.as_deref().map(str::trim);
    let title = title.filter(|title| !title.is_empty());
    let draft = match spot.collection {
        // What is translated has its number and its fields already.
        Some(collection) if spot.original.is_some() => {
            front::translation(&survey, collection, title, lang)
        }
        Some(collection) => front::record(&survey, collection, title, lang),
        None => {
            let name = spot.name(&survey, lang);
            front::page(title.unwrap_or(&name), lang)
        }
    };
    files::make(
        &args.report.root,
        &[(spot.path.clone(), draft.text.as_bytes())],
    )?;
    Ok(made(
        &files::shown(&args.report.root, &spot.path),
        &draft,
        lang,
    ))
}

/// What was made, and what the author has to fill in.
fn made(path: &str, draft: &Draft, lang: Lang) -> String {
    let mut text = match lang {
        Lang::Ja => format!("{path} を作りました。\n"),
        Lang::En => format!("Made {path}.\n"),
    };
    for open in &draft.open {
        text.push_str(&match (open, lang) {
            (Open::Missing { key, label }, Lang::Ja) => {
                format!("{key}（{label}）は必須です。値を書いてください。\n")
            }
            (Open::Missing { key, label }, Lang::En) => {
                format!("{key} ({label}) is required: give it a value.\n")
            }
            (Open::Assumed { key, label, value }, Lang::Ja) => {
                format!("{key}（{label}）は「{value}」としました。違えば直してください。\n")
            }
            (Open::Assumed { key, label, value }, Lang::En) => {
                format!("{key} ({label}) was set to {value}: change it if that is wrong.\n")
            }
        });
    }
    text
}
