//! Code blocks: colours by class, marked lines, a title, diagrams that stay text.

use std::ops::RangeInclusive;

use super::{Detail, Writer};
use crate::model::{Kind, Node};
use crate::render::highlight;

impl Writer<'_> {
    pub(super) fn code_block(&mut self, node: &Node) {
        let Kind::CodeBlock {
            language,
            title,
            marked,
            text,
        } = &node.kind
        else {
            return;
        };
        let is_diagram = language.eq_ignore_ascii_case("mermaid");
        let framed = is_diagram || !title.is_empty();
        if framed {
            self.out.push_str("<figure class=\"code\"><figcaption>");
            self.text(title);
            if is_diagram {
                self.out.push_str(" <span data-search=\"off\">");
                self.text(self.setting.strings.get("mermaid_notice"));
                self.out.push_str("</span>");
            }
            self.out.push_str("</figcaption>");
        }
        // Wide code scrolls, so the keyboard must be able to reach it.
        self.out.push_str("<pre tabindex=\"0\"");
        self.identity(node, "");
        self.out.push_str("><code");
        if !language.is_empty() {
            self.attribute("class", &format!("language-{language}"));
        }
        self.out.push('>');
        self.code_lines(language, text, marked);
        self.out.push_str("</code></pre>");
        if framed {
            self.out.push_str("</figure>");
        }
    }

    fn code_lines(&mut self, language: &str, code: &str, marked: &[RangeInclusive<usize>]) {
        let memory = match self.setting.detail {
            Detail::Whole(memory) => memory,
            // `named` prints nothing.
            Detail::Source => None,
        };
        let colours = Some(language)
            .filter(|_| self.setting.site.config.markdown.highlight)
            .and_then(|language| highlight::colours(memory, language, code));
        if colours.is_none() && marked.is_empty() {
            return self.text(code);
        }
        let colours = colours.unwrap_or_default();
        for (index, line) in code.split_inclusive('\n').enumerate() {
            let is_marked = marked.iter().any(|lines| lines.contains(&(index + 1)));
            if is_marked {
                self.out.push_str("<span class=\"hl-line\">");
            }
            match highlight::parts(&colours, index, line) {
                Some(parts) => parts.iter().for_each(|(class, part)| {
                    if class.is_empty() {
                        self.text(part);
                    } else {
                        self.out.push_str("<span class=\"");
                        self.out.push_str(class);
                        self.out.push_str("\">");
                        self.text(part);
                        self.out.push_str("</span>");
                    }
                }),
                None => self.text(line),
            }
            if is_marked {
                self.close("span");
            }
        }
    }
}
