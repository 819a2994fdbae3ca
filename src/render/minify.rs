//! Makes the theme's scripts short: what is loaded before a reader can search has to be small.

use oxc::allocator::Allocator;
use oxc::codegen::{Codegen, CodegenOptions};
use oxc::minifier::{Minifier, MinifierOptions};
use oxc::parser::Parser;
use oxc::span::SourceType;

/// The same script without comments and white space and with short local names. Names at the top
/// level stay, for other scripts may use them. A script that cannot be read stays as it is, so that
/// the browser tells its author why.
pub(super) fn script(source: &str) -> String {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, source, SourceType::script()).parse();
    if parsed.panicked || !parsed.diagnostics.is_empty() {
        return source.to_owned();
    }
    let mut program = parsed.program;
    let minified = Minifier::new(MinifierOptions::default()).minify(&allocator, &mut program);
    let mut short = Codegen::new()
        .with_options(CodegenOptions::minify())
        .with_scoping(minified.scoping)
        .build(&program)
        .code;
    short.push('\n');
    short
}

#[cfg(test)]
mod tests {
    use super::script;

    #[test]
    fn local_names_become_short_and_what_others_use_stays() {
        let source = "// Why.\nfunction shown(value) {\n  const longName = value.property + 1;\n  return [longName, longName];\n}\nwindow.site = { shown };\n";
        let short = script(source);
        assert!(short.len() < source.len() / 2 + 40, "{short}");
        for kept in ["function shown(", ".property", "window.site={shown}"] {
            assert!(short.contains(kept), "{kept}: {short}");
        }
        assert!(
            !short.contains("longName") && !short.contains("Why"),
            "{short}"
        );
    }

    #[test]
    fn strings_and_patterns_keep_their_meaning() {
        let source =
            "window.f = (a) => a.replace(/[/\"ー\\u{e0100}]+/gu, \"// 注 /* */\") + `${a}\\n// b`;";
        let short = script(source);
        assert!(
            short.contains("// 注 /* */") && short.contains("// b"),
            "{short}"
        );
    }

    #[test]
    fn a_script_that_cannot_be_read_stays_as_it_is() {
        assert_eq!(script("if ("), "if (");
    }
}
