//! Compiles the Japanese dictionary that the program embeds.
//!
//! The data, mecab-ipadic 2.7.0, come from the crate `yoin-ipadic`; lindera's own builder compiles
//! them, as it would from a release of IPADIC. Nothing is downloaded beyond the crates. The result
//! is in `OUT_DIR/ipadic`, and `LINDERA_WORKDIR` tells `src/words` so. A run takes some seconds
//! and is repeated only when this script or the terms change.

#[path = "src/words/features.rs"]
#[allow(dead_code, unreachable_pub, reason = "the program uses the rest")]
mod features;
#[path = "build/source.rs"]
#[allow(unreachable_pub, reason = "a build script has no public items")]
mod source;
#[path = "build/yoin.rs"]
#[allow(unreachable_pub, reason = "a build script has no public items")]
mod yoin;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lindera_dictionary::builder::DictionaryBuilder;
use lindera_dictionary::dictionary::metadata::Metadata;
use lindera_dictionary::dictionary::schema::Schema;

const TERMS: &str = "src/words/terms.csv";

fn main() -> ExitCode {
    for path in ["build.rs", "build", "src/words/features.rs", TERMS] {
        println!("cargo:rerun-if-changed={path}");
    }
    match compile() {
        Ok(out) => {
            println!("cargo:rustc-env=LINDERA_WORKDIR={}", out.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("hakusho: the Japanese dictionary could not be compiled: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Compiles the dictionary into `OUT_DIR/ipadic` and returns `OUT_DIR`.
fn compile() -> Result<PathBuf, Box<dyn Error>> {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    let source = out.join("source");
    write_source(&source)?;
    DictionaryBuilder::new(metadata()).build_dictionary(&source, &out.join("ipadic"))?;
    // 50 MB that nothing reads again.
    std::fs::remove_dir_all(&source)?;
    Ok(out)
}

fn write_source(folder: &Path) -> Result<(), Box<dyn Error>> {
    let words = yoin::words(yoin_ipadic::MORPHS)?;
    let terms = source::terms(&std::fs::read_to_string(TERMS)?, &words)?;
    let matrix = yoin::matrix(yoin_ipadic::MATRIX)?;
    let unknown = yoin::unknown(yoin_ipadic::UNKOWN)?;
    let names = source::category_names(&unknown)?;
    let files = [
        ("words.csv", source::words_csv(&words, &terms)),
        ("matrix.def", source::matrix_def(&matrix)),
        ("char.def", source::char_def(&unknown, &names)),
        ("unk.def", source::unk_def(&unknown, &names)),
    ];
    std::fs::create_dir_all(folder)?;
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

/// What lindera stores beside the data: the columns, and what a site's own terms get by default.
fn metadata() -> Metadata {
    let common = ["surface", "left_context_id", "right_context_id", "cost"];
    let columns = common.iter().chain(&source::COLUMNS);
    Metadata {
        name: "ipadic".to_owned(),
        dictionary_schema: Schema::new(columns.map(|name| (*name).to_owned()).collect()),
        ..Metadata::default()
    }
}
