//! `export`: the site or the data of a collection as one file to hand over.

use std::path::Path;

use super::{Environment, Outcome, build, collections};
use crate::cli::{ExportArgs, FormatArg, LangArg};
use crate::diag::{self, Code, Diagnostic, Lang, Place, Severity, SourceMap};
use crate::model::{Collection, Files, Kept, OutPath, Schema};
use crate::pipeline::{Mode, Options};
use crate::write;

pub(super) fn run(args: &ExportArgs, environment: &Environment) -> Outcome {
    let source = &args.source;
    let lang = LangArg::or_locale(source.lang, &environment.locale);
    let print = |problems: &[Diagnostic], map: &SourceMap| {
        let format = source.format.format();
        diag::write(problems, map, lang, format, environment.colour)
    };
    let refused = |problem: Diagnostic| Outcome {
        stderr: print(&[problem], &SourceMap::default()),
        exit_code: 2,
        ..Outcome::default()
    };
    let format = match Format::of(&args.file) {
        Ok(format) => format,
        Err(problem) => return refused(problem),
    };
    let options = Options {
        root: source.root.clone(),
        load: source.load_options(source.root.join("public")),
        deny_warnings: args.deny_warnings,
        cache: false,
        mode: Mode::Preview,
        spreadsheets: matches!(format, Format::Data("xlsx")),
    };
    let mut run = build::shown_run(&options, source, lang);
    run.diagnostics.retain(|d| d.severity > Severity::Info);
    let stderr = print(&run.diagnostics, &run.map);
    let Some(files) = &run.files else {
        return Outcome {
            stderr,
            exit_code: build::exit_code(&run, args.deny_warnings),
            ..Outcome::default()
        };
    };
    match deliver(args, format, files, run.schema.as_ref(), lang) {
        Ok(bytes) => Outcome {
            stdout: match source.quiet || source.format != FormatArg::Human {
                true => String::new(),
                false => success(&args.file, bytes, lang),
            },
            stderr,
            exit_code: 0,
        },
        Err(problem) => refused(problem),
    }
}

/// What a file's name asks for.
#[derive(Clone, Copy)]
enum Format {
    /// The whole site.
    Zip,
    /// A collection's data file of this ending.
    Data(&'static str),
}

impl Format {
    fn of(file: &Path) -> Result<Format, Diagnostic> {
        let ending = file.extension().unwrap_or_default().to_string_lossy();
        match ending.to_ascii_lowercase().as_str() {
            "zip" => Ok(Format::Zip),
            "json" => Ok(Format::Data("json")),
            "csv" => Ok(Format::Data("csv")),
            "xlsx" => Ok(Format::Data("xlsx")),
            _ => {
                let shown = file.to_string_lossy().replace('\\', "/");
                let place = Place::Path(shown.clone());
                Err(Diagnostic::new(Code::ExportTarget, place)
                    .arg("path", shown)
                    .help("ending"))
            }
        }
    }
}

fn deliver(
    args: &ExportArgs,
    format: Format,
    files: &Files,
    schema: Option<&Schema>,
    lang: Lang,
) -> Result<u64, Diagnostic> {
    match format {
        Format::Zip => {
            let archive = write::Archive {
                files,
                note: note(lang),
            };
            archive.write(&args.file)
        }
        Format::Data(ending) => {
            let dir = collection(args, files, schema)?;
            match files.get(&OutPath::new(format!("data/{dir}.{ending}"))) {
                Some(Kept::Bytes(bytes)) => write::file(&args.file, bytes),
                // `collection` has found it among the files.
                _ => Ok(0),
            }
        }
    }
}

/// The folder of the collection that is asked for. Without `--collection` the file is named after
/// its key or its folder.
fn collection(
    args: &ExportArgs,
    files: &Files,
    schema: Option<&Schema>,
) -> Result<String, Diagnostic> {
    let stem = args.file.file_stem().unwrap_or_default().to_string_lossy();
    let asked = args.collection.as_deref().unwrap_or(&stem);
    let has_data = |dir: &str| files.contains_key(&OutPath::new(format!("data/{dir}.json")));
    let all = schema.map_or(&[][..], |schema| &schema.collections);
    let known: Vec<&Collection> = all.iter().filter(|c| has_data(&c.dir)).collect();
    let found = known.iter().find(|c| c.key == asked || c.dir == asked);
    if let Some(found) = found {
        return Ok(found.dir.clone());
    }
    Err(collections::unknown(asked, &known, None))
}

/// What those need to know who unpack the site. With a byte order mark and the line ends that
/// Windows' editor has always shown right.
fn note(lang: Lang) -> (&'static str, String) {
    let (name, lines): (_, &[&str]) = match lang {
        Lang::Ja => (
            "はじめにお読みください.txt",
            &[
                "このフォルダーの中身は、ブラウザーで読むページです。",
                "",
                "1. ZIP ファイルのままなら、まず展開してください。",
                "   （Windows では、右クリックして［すべて展開］を選びます）",
                "2. index.html をダブルクリックしてください。",
                "",
                "インターネットにつながっていなくても読め、検索もできます。",
                "フォルダーの中のファイルは、動かしたり名前を変えたりしないでください。",
            ],
        ),
        Lang::En => (
            "README.txt",
            &[
                "This folder is a document to be read in a browser.",
                "",
                "1. If it is still a ZIP file, extract it first.",
                "   (On Windows: right-click it and choose \"Extract All\".)",
                "2. Double-click index.html.",
                "",
                "It needs no connection to the internet, not even to be searched.",
                "Please do not move or rename the files in the folder.",
            ],
        ),
    };
    let text = lines.iter().map(|line| format!("{line}\r\n"));
    (name, format!("\u{feff}{}", text.collect::<String>()))
}

fn success(file: &Path, bytes: u64, lang: Lang) -> String {
    let (file, kilobytes) = (file.display(), bytes.div_ceil(1024));
    match lang {
        Lang::Ja => format!("{file} に書き出しました（{kilobytes} KB）。\n"),
        Lang::En => format!("Wrote {file} ({kilobytes} KB).\n"),
    }
}
