//! `init`: a new site from one of the starters.

use std::path::Path;

use super::{Environment, Outcome, files};
use crate::cli::{InitArgs, LangArg};
use crate::diag::{self, Format, Lang, SourceMap};
use crate::load;

pub(super) fn run(args: &InitArgs, environment: &Environment) -> Outcome {
    let lang = LangArg::or_locale(args.lang, &environment.locale);
    let starter = load::starter(args.preset.name());
    match files::make(&args.dir, &starter) {
        Ok(()) => Outcome {
            stdout: made(args, &starter, lang),
            ..Outcome::default()
        },
        Err(problems) => Outcome {
            stderr: diag::write(
                &problems,
                &SourceMap::default(),
                lang,
                Format::Human,
                environment.colour,
            ) + nothing_made(lang),
            exit_code: 2,
            ..Outcome::default()
        },
    }
}

fn nothing_made(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "何も作っていません。\n",
        Lang::En => "Nothing was made.\n",
    }
}

/// What was made, and what one does next.
fn made(args: &InitArgs, files: &[(String, &[u8])], lang: Lang) -> String {
    let (dir, name) = (args.dir.display(), args.preset.name());
    let mut text = match lang {
        Lang::Ja => format!("{dir} に見本のサイト（{name}）を作りました。\n\n"),
        Lang::En => format!("Made a site from the starter {name} in {dir}:\n\n"),
    };
    for (path, _) in files {
        text.push_str(&format!("  {}\n", files::shown(&args.dir, path)));
    }
    let root = root_option(&args.dir);
    let new = match first_collection(&args.dir) {
        Some(key) => format!("{key} ID"),
        None => "page ID".to_owned(),
    };
    text.push_str(match lang {
        Lang::Ja => "\n次にすること:\n\n",
        Lang::En => "\nWhat comes next:\n\n",
    });
    let steps = [
        #[cfg(feature = "serve")]
        ("serve".to_owned(), "見ながら書く", "see it while you write"),
        (
            "build".to_owned(),
            "public/ にサイトを作る",
            "make the site in public/",
        ),
        (
            format!("new {new}"),
            "一件を加える",
            "add one; ID is its file's name",
        ),
    ];
    let commands = steps.each_ref().map(|(command, _, _)| command.len());
    let width = commands.into_iter().max().unwrap_or_default();
    for (command, ja, en) in steps {
        let why = match lang {
            Lang::Ja => ja,
            Lang::En => en,
        };
        let gap = " ".repeat(width - command.len());
        text.push_str(&format!("  hakusho {command}{root}{gap}  # {why}\n"));
    }
    text
}

/// ` --root DIR`, as a shell reads it; nothing for the folder one is in.
fn root_option(dir: &Path) -> String {
    let dir = dir.to_string_lossy();
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '~');
    match &*dir {
        "." => String::new(),
        plain if plain.chars().all(is_plain) => format!(" --root {plain}"),
        other => format!(" --root '{}'", other.replace('\'', "'\\''")),
    }
}

/// The key of the collection that the new site declares first.
fn first_collection(dir: &Path) -> Option<String> {
    let sources = load::load(dir, &load::Options::default()).value?;
    let first = sources.config.schema.collections.first()?;
    Some(first.key.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_named_as_a_shell_reads_them() {
        for (dir, option) in [
            (".", ""),
            ("./要件", " --root ./要件"),
            ("my site", " --root 'my site'"),
            ("it's", " --root 'it'\\''s'"),
        ] {
            assert_eq!(root_option(Path::new(dir)), option);
        }
    }
}
