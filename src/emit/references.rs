//! `data/references.json`: every reference from body text, as an array in page order.

use serde::Serialize;

use super::{add, json};
use crate::model::{Output, Outputs, Site};

#[derive(Serialize)]
struct Reference<'a> {
    from: String,
    statement: Option<&'a str>,
    to: String,
    text: &'a str,
    qualifier: Option<&'a str>,
    sentence: &'a str,
}

pub(super) fn add_to<'a>(site: &'a Site, outputs: &mut Outputs<'a>) {
    let make = move || {
        let references: Vec<Reference> = site
            .edges
            .iter()
            .map(|edge| Reference {
                from: json::key(site, edge.from),
                statement: edge.statement.as_deref(),
                to: json::key(site, edge.to),
                text: &edge.text,
                qualifier: edge.qualifier.as_deref(),
                sentence: &edge.sentence,
            })
            .collect();
        Ok(json::bytes(&references))
    };
    add(
        outputs,
        "data/references.json",
        Output::Make(Box::new(make)),
    );
}
