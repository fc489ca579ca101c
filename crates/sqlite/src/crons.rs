//! Crons.

use async_trait::async_trait;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params, params_from_iter};
use serde_json::{Map, Value};

use super::{
    contain::object_contains,
    db::SqliteStorage,
    errors::{DbError, DbResult},
    runs,
};
use runyard_core::{
    cron::{Cron, CronCreated, CronFilter, CronReplaced, CronSearch, CronSort, CronTick, CronTicked, DueCrons},
    id::CronId,
    storage::{Crons, StorageError},
    time::Timestamp,
};

/// The columns of [`from_row`], in its order.
macro_rules! columns {
    () => {
        "cron_id, assistant_id, thread_id, end_time, schedule, timezone, payload, metadata, on_run_completed, enabled,
         next_run_date, created_at, updated_at, revision"
    };
}

#[async_trait]
impl Crons for SqliteStorage {
    async fn create_cron(&self, cron: Cron) -> Result<CronCreated, StorageError> {
        self.write("create a cron", move |conn| create(conn, &cron)).await
    }

    async fn get_cron(&self, cron_id: CronId) -> Result<Option<Cron>, StorageError> {
        self.read("read a cron", move |conn| {
            let sql = concat!("SELECT ", columns!(), " FROM crons WHERE cron_id = ?1");
            Ok(conn.prepare_cached(sql)?.query_row([cron_id], from_row).optional()?)
        })
        .await
    }

    async fn replace_cron(&self, cron: Cron) -> Result<CronReplaced, StorageError> {
        self.write("change a cron", move |conn| replace(conn, &cron)).await
    }

    async fn delete_cron(&self, cron_id: CronId) -> Result<bool, StorageError> {
        self.write("delete a cron", move |conn| {
            Ok(conn.prepare_cached("DELETE FROM crons WHERE cron_id = ?1")?.execute([cron_id])? > 0)
        })
        .await
    }

    async fn search_crons(&self, search: CronSearch) -> Result<Vec<Cron>, StorageError> {
        self.read("search crons", move |conn| {
            let (offset, limit) = (search.offset as usize, search.limit as usize);
            let mut found = Vec::new();
            let mut skipped = 0;
            if limit == 0 {
                return Ok(found);
            }
            each(conn, &search.filter, order(&search).as_str(), &mut |cron| {
                if skipped < offset {
                    skipped += 1;
                } else {
                    found.push(cron);
                }
                found.len() < limit
            })?;
            Ok(found)
        })
        .await
    }

    async fn count_crons(&self, filter: CronFilter) -> Result<u64, StorageError> {
        self.read("count crons", move |conn| {
            let mut count = 0;
            each(conn, &filter, "", &mut |_| {
                count += 1;
                true
            })?;
            Ok(count)
        })
        .await
    }

    async fn due_crons(&self, max: usize, now: Timestamp) -> Result<DueCrons, StorageError> {
        self.read("look for crons that are due", move |conn| due(conn, max, now)).await
    }

    async fn tick_cron(&self, tick: CronTick) -> Result<CronTicked, StorageError> {
        self.write("start the run of a cron", move |conn| ticked(conn, tick)).await
    }
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Cron> {
    Ok(Cron {
        cron_id: row.get(0)?,
        assistant_id: row.get(1)?,
        thread_id: row.get(2)?,
        end_time: row.get(3)?,
        schedule: row.get(4)?,
        timezone: row.get(5)?,
        payload: row.get(6)?,
        metadata: row.get(7)?,
        on_run_completed: row.get(8)?,
        enabled: row.get(9)?,
        next_run_date: row.get(10)?,
        created_at: row.get(11)?,
        updated_at: row.get(12)?,
        revision: row.get(13)?,
    })
}

fn create(conn: &Connection, cron: &Cron) -> DbResult<CronCreated> {
    let exists = |sql, id: uuid::Uuid| conn.prepare_cached(sql)?.exists([id]);
    if let Some(thread_id) = cron.thread_id
        && !exists("SELECT 1 FROM threads WHERE thread_id = ?1 AND internal = 0", *thread_id)?
    {
        return Ok(CronCreated::ThreadMissing);
    }
    if !exists("SELECT 1 FROM assistants WHERE assistant_id = ?1", *cron.assistant_id)? {
        return Ok(CronCreated::AssistantMissing);
    }
    let sql = concat!(
        "INSERT INTO crons (",
        columns!(),
        ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"
    );
    conn.prepare_cached(sql)?.execute(params![
        cron.cron_id,
        cron.assistant_id,
        cron.thread_id,
        cron.end_time,
        cron.schedule,
        cron.timezone,
        cron.payload,
        cron.metadata,
        cron.on_run_completed,
        cron.enabled,
        cron.next_run_date,
        cron.created_at,
        cron.updated_at,
        cron.revision,
    ])?;
    Ok(CronCreated::Created)
}

fn replace(conn: &Connection, cron: &Cron) -> DbResult<CronReplaced> {
    let Some(revision) = revision(conn, cron.cron_id)? else { return Ok(CronReplaced::Missing) };
    if revision != cron.revision {
        return Ok(CronReplaced::Stale);
    }
    conn.prepare_cached(
        "UPDATE crons SET end_time = ?2, schedule = ?3, timezone = ?4, payload = ?5, metadata = ?6, on_run_completed = ?7,
             enabled = ?8, next_run_date = ?9, updated_at = ?10, revision = revision + 1
         WHERE cron_id = ?1",
    )?
    .execute(params![
        cron.cron_id,
        cron.end_time,
        cron.schedule,
        cron.timezone,
        cron.payload,
        cron.metadata,
        cron.on_run_completed,
        cron.enabled,
        cron.next_run_date,
        cron.updated_at,
    ])?;
    Ok(CronReplaced::Replaced)
}

fn revision(conn: &Connection, cron_id: CronId) -> DbResult<Option<i64>> {
    let mut statement = conn.prepare_cached("SELECT revision FROM crons WHERE cron_id = ?1")?;
    Ok(statement.query_row([cron_id], |r| r.get(0)).optional()?)
}

fn due(conn: &Connection, max: usize, now: Timestamp) -> DbResult<DueCrons> {
    let sql = concat!(
        "SELECT ",
        columns!(),
        " FROM crons INDEXED BY crons_due WHERE enabled = 1 AND next_run_date IS NOT NULL ORDER BY next_run_date, seq"
    );
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut crons = Vec::new();
    while let Some(row) = rows.next()? {
        let next: Timestamp = row.get(10)?;
        if next > now || crons.len() >= max {
            return Ok(DueCrons { crons, next: Some(next) });
        }
        crons.push(from_row(row)?);
    }
    Ok(DueCrons { crons, next: None })
}

fn ticked(conn: &Connection, tick: CronTick) -> DbResult<CronTicked> {
    if revision(conn, tick.cron_id)? != Some(tick.revision) {
        return Ok(CronTicked::Stale);
    }
    conn.prepare_cached("UPDATE crons SET next_run_date = ?2, revision = revision + 1 WHERE cron_id = ?1")?
        .execute(params![tick.cron_id, tick.next_run_date])?;
    let created = tick.run.map(|run| runs::create::create(conn, run)).transpose()?;
    Ok(CronTicked::Ticked(created))
}

fn order(search: &CronSearch) -> String {
    let column = match search.sort {
        CronSort::CronId => "cron_id",
        CronSort::AssistantId => "assistant_id",
        CronSort::ThreadId => "thread_id",
        CronSort::NextRunDate => "next_run_date",
        CronSort::EndTime => "end_time",
        CronSort::CreatedAt => "created_at",
        CronSort::UpdatedAt => "updated_at",
    };
    let direction = if search.ascending { "ASC" } else { "DESC" };
    format!("ORDER BY {column} {direction}, seq {direction}")
}

/// Visits all that match until `visit` returns false. There are few crons compared to the runs that they start.
fn each(conn: &Connection, filter: &CronFilter, order: &str, visit: &mut dyn FnMut(Cron) -> bool) -> DbResult<()> {
    let conditions: [(&str, Option<&dyn ToSql>); 3] = [
        ("assistant_id", filter.assistant_id.as_ref().map(|id| id as &dyn ToSql)),
        ("thread_id", filter.thread_id.as_ref().map(|id| id as &dyn ToSql)),
        ("enabled", filter.enabled.as_ref().map(|enabled| enabled as &dyn ToSql)),
    ];
    // Only the requested conditions, so that the query uses an index.
    let asked = conditions.iter().filter_map(|(column, value)| Some((*column, (*value)?)));
    let (columns, values): (Vec<_>, Vec<_>) = asked.map(|(column, value)| (format!("{column} = ?"), value)).unzip();
    let condition = if columns.is_empty() { String::new() } else { format!("WHERE {}", columns.join(" AND ")) };
    let mut statement = conn.prepare_cached(&format!("SELECT {} FROM crons {condition} {order}", columns!()))?;
    let mut rows = statement.query(params_from_iter(values))?;
    while let Some(row) = rows.next()? {
        let cron = from_row(row)?;
        if has_metadata(&cron, filter.metadata.as_ref())? && !visit(cron) {
            break;
        }
    }
    Ok(())
}

fn has_metadata(cron: &Cron, inner: Option<&Map<String, Value>>) -> DbResult<bool> {
    let Some(inner) = inner.filter(|m| !m.is_empty()) else { return Ok(true) };
    let outer = cron.metadata.read().map_err(|e| DbError::damaged_json("crons.metadata", e))?;
    Ok(object_contains(&outer, inner))
}
