//! The number of a new record.

use crate::model::schema::CollectionId;
use crate::pipeline::Survey;

/// One more than the highest whole number of the collection. `None` when that cannot be known:
/// numbers are counted within a scope that only the author knows, some record cannot be read, or
/// the numbers are none that one counts on (`1.10`).
pub(super) fn next(survey: &Survey, collection: CollectionId) -> Option<u64> {
    let site = &survey.site;
    let numbering = site.config.schema.collections[collection].number.as_ref()?;
    let mut files = survey.files.values();
    if numbering.scope.is_some()
        || files.any(|file| file.collection == Some(collection) && file.is_unread)
    {
        return None;
    }
    let mut highest = 0;
    for page in site.records[collection].iter().map(|id| site.page(*id)) {
        let no = page.record.as_ref().and_then(|record| record.no.as_deref());
        match no {
            Some(no) => highest = highest.max(no.parse::<u64>().ok()?),
            None if page.document.as_ref().is_some_and(|d| d.front.is_damaged) => return None,
            None => {}
        }
    }
    highest.checked_add(1)
}
