//! Notes: markers in the text, the list below it, links both ways. A label that begins with `sic`
//! makes a 校注, the editor's remark on the source; any other a 注.

use super::{Counters, Writer, push_attribute};
use crate::model::Document;
use crate::model::path::encode_fragment;
use crate::render::strings::Strings;

/// The printed label of each footnote of `document`, counting on from `counted`.
pub(super) fn labels(
    document: &Document,
    strings: &Strings,
    counted: &mut Counters,
) -> Vec<String> {
    document
        .footnotes
        .iter()
        .map(|note| {
            let (count, key) = if note.label.starts_with("sic") {
                (&mut counted.annotations, "annotation_n")
            } else {
                (&mut counted.notes, "note_n")
            };
            *count += 1;
            strings.format(key, &[("n", &count.to_string())])
        })
        .collect()
}

impl Writer<'_> {
    // A `.` never stands in ids made from headings, so these collide with none of them.
    fn note_id(&self, index: usize) -> String {
        format!("{}note.{}", self.setting.prefix, index + 1)
    }

    fn marker_id(&self, index: usize, occurrence: usize) -> String {
        let base = format!("{}noteref.{}", self.setting.prefix, index + 1);
        if occurrence == 0 {
            base
        } else {
            format!("{base}.{}", occurrence + 1)
        }
    }

    pub(super) fn note_reference(&mut self, index: usize) {
        let Some(label) = self.note_labels.get(index).cloned() else {
            return;
        };
        let occurrence = self.note_references[index];
        self.note_references[index] += 1;
        self.out
            .push_str("<sup class=\"note-marker\" data-search=\"off\"");
        let id = self.marker_id(index, occurrence);
        self.attribute("id", &id);
        self.out.push('>');
        if self.in_link {
            self.text(&label);
        } else {
            let href = format!("#{}", encode_fragment(&self.note_id(index)));
            self.out.push_str("<a role=\"doc-noteref\"");
            self.attribute("href", &href);
            self.out.push('>');
            self.text(&label);
            self.close("a");
        }
        self.close("sup");
    }

    /// The notes as list items, each with its label in front and a way back behind.
    pub(super) fn footnotes(&mut self) {
        for (index, note) in self.document.footnotes.iter().enumerate() {
            let label = self.note_labels[index].clone();
            self.out.push_str("<li");
            let id = self.note_id(index);
            self.attribute("id", &id);
            self.out
                .push_str("><span class=\"note-label\" data-search=\"off\">");
            self.text(&label);
            self.out.push_str("</span><div class=\"note-body\">\n");
            self.blocks(&note.blocks);
            self.out.push_str("</div>");
            // A note that only other notes refer to was counted by now as well.
            if self.note_references[index] > 0 {
                let back = self
                    .setting
                    .strings
                    .format("back_to_text", &[("note", &label)]);
                let href = format!("#{}", encode_fragment(&self.marker_id(index, 0)));
                self.out
                    .push_str("<a class=\"note-back\" role=\"doc-backlink\" data-search=\"off\"");
                push_attribute(&mut self.out, "href", &href);
                push_attribute(&mut self.out, "aria-label", &back);
                self.out.push_str(">↩</a>");
            }
            self.out.push_str("</li>\n");
        }
    }
}
