//! `data/<folder>.json` and `.csv`: the records of each collection with fields and relations.

use serde_json::{Map, Value as Json, json};

use super::{add, json as values, table};
use crate::model::schema::CollectionId;
use crate::model::{Field, FieldType, Output, Outputs, Page, PageId, PageKind, Site};

pub(super) fn add_to<'a>(site: &'a Site, outputs: &mut Outputs<'a>) {
    for (id, collection) in site.config.schema.collections.iter().enumerate() {
        // A collection whose records are all withdrawn has a page still, which leads to the files.
        let mut pages = site.pages.iter();
        let has_page = pages.any(|page| page.kind == PageKind::Collection(id));
        if site.records[id].is_empty() && !has_page {
            continue;
        }
        let json = move || Ok(values::bytes(&collection_json(site, id)));
        add(
            outputs,
            format!("{}data/{}.json", site.prefix, collection.dir),
            Output::Make(Box::new(json)),
        );
        let csv = move || Ok(table::csv(site, id));
        add(
            outputs,
            format!("{}data/{}.csv", site.prefix, collection.dir),
            Output::Make(Box::new(csv)),
        );
    }
}

fn collection_json(site: &Site, id: CollectionId) -> Json {
    let collection = &site.config.schema.collections[id];
    let records: Vec<Json> = site.records[id]
        .iter()
        .map(|page| record(site, *page))
        .collect();
    json!({
        "collection": collection.key,
        "label": collection.label,
        "fields": collection.fields.iter().map(field).collect::<Vec<_>>(),
        "records": records,
    })
}

fn field(field: &Field) -> Json {
    let to = match &field.ty {
        FieldType::Ref(to) | FieldType::Refs(to) => Some(to),
        _ => None,
    };
    let mut described = json!({ "key": field.key, "label": field.label, "to": to });
    if let FieldType::Money { unit } = &field.ty {
        described["unit"] = json!(unit);
    }
    described
}

fn record(site: &Site, id: PageId) -> Json {
    let page = site.page(id);
    let schema = page
        .record
        .as_ref()
        .map(|r| &site.config.schema.collections[r.collection]);
    let mut fields = Map::new();
    let mut inferred = Vec::from_iter(page.title_inferred.then_some("title"));
    for (index, field) in &page.fields {
        let Some(declared) = schema.map(|c| &c.fields[*index]) else {
            continue;
        };
        fields.insert(declared.key.clone(), values::value(site, &field.value));
        if field.inferred {
            inferred.push(declared.key.as_str());
        }
    }
    json!({
        "id": page.record.as_ref().map(|r| &r.id),
        "no": page.record.as_ref().and_then(|r| r.no.as_ref()),
        "scope": page.record.as_ref().and_then(|r| r.scope.as_ref()),
        "label": page.label,
        "title": page.title,
        "url": page.url.as_str(),
        "fields": fields,
        "inferred": inferred,
        "statements": statements(site, page),
        "references": page.outgoing.iter().map(|e| values::key(site, site.edge(*e).to)).collect::<Vec<_>>(),
        "referenced_by": page.incoming.iter().map(|e| values::key(site, site.edge(*e).from)).collect::<Vec<_>>(),
    })
}

fn statements(site: &Site, page: &Page) -> Vec<Json> {
    let schema = page
        .record
        .as_ref()
        .map(|r| &site.config.schema.collections[r.collection]);
    page.statements
        .iter()
        .map(|statement| {
            let mut fields = Map::new();
            for (index, value) in &statement.fields {
                if let Some(declared) = schema.map(|c| &c.statement_fields[*index]) {
                    fields.insert(declared.key.clone(), values::value(site, value));
                }
            }
            json!({ "id": statement.id, "text": statement.text, "fields": fields })
        })
        .collect()
}
