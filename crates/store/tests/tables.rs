//! What is written to a table is read back, in the same bytes each time.

mod common;

use amnok_model::facts::{Activity, Fact, Incident, Log, Outcome};
use amnok_model::units::Money;
use amnok_store::tables::{IncidentWriter, TableError, read_ledger, write_ledger};

#[test]
fn ledger_comes_back_as_it_was_written() -> Result<(), Box<dyn std::error::Error>> {
    let inputs = common::inputs(4, 200);
    let empty = amnok_model::record::rows::Rows::default();
    let rows = vec![(3, common::rows(&inputs, 3)), (4, empty), (5, common::rows(&inputs, 5))];
    let folder = tempfile::tempdir()?;
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    write_ledger(&one, &inputs, rows.iter().cloned().map(Ok))?;
    write_ledger(&two, &inputs, rows.iter().cloned().map(Ok))?;
    assert!(std::fs::read(&one)? == std::fs::read(&two)?, "bytes differ");
    assert!(read_ledger(&one)? == rows, "rows differ");
    Ok(())
}

#[test]
fn bad_ledgers_are_errors() -> Result<(), Box<dyn std::error::Error>> {
    let inputs = common::inputs(4, 40);
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("ledger");
    assert!(matches!(read_ledger(&path), Err(TableError::File(..))));
    std::fs::write(&path, b"no table")?;
    assert!(
        matches!(read_ledger(&path), Err(TableError::In(at, why)) if at == path && matches!(*why, TableError::Parquet(_)))
    );
    let mut rows = common::rows(&inputs, 0);
    rows.county[0] = 4;
    let written = write_ledger(&path, &inputs, core::iter::once(Ok((0, rows))));
    assert!(matches!(written, Err(TableError::In(_, why)) if matches!(*why, TableError::Content(_))));
    write_ledger(&path, &inputs, core::iter::once(Ok((0, common::rows(&inputs, 0)))))?;
    let whole = std::fs::read(&path)?;
    std::fs::write(&path, &whole[..whole.len() / 2])?;
    assert!(read_ledger(&path).is_err());
    Ok(())
}

#[test]
fn incidents_are_small() -> Result<(), Box<dyn std::error::Error>> {
    let inputs = common::inputs(26, 2192);
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("incidents");
    let mut writer = IncidentWriter::create(&path, &inputs)?;
    let count = 200_000u32;
    for i in 0..count {
        let mixed = i.wrapping_mul(2_654_435_761);
        writer.happened(&Fact::Attempt(Incident {
            day: i / 100,
            county: (mixed >> 8) as u16 % 26,
            at: (mixed >> 8) as u16 % 26,
            resident: Some(mixed % 140_000),
            count: 1,
            stratum: (mixed >> 3) as u8 % 2,
            activity: Activity::ALL[(mixed >> 5) as usize % 2],
            brokered: mixed & 1 == 0,
            outcome: Outcome::ALL[(mixed >> 7) as usize % 8],
            died: false,
            force: (mixed & 3 == 3).then_some((mixed >> 9) as u8 % 4),
            paid: Money(i64::from(mixed % 1_000_000)),
        }));
    }
    writer.finish()?;
    let bytes = std::fs::metadata(&path)?.len() as f64 / f64::from(count);
    assert!(bytes <= 20.0, "{bytes} bytes per attempt");
    let mut writer = IncidentWriter::create(&path, &common::inputs(1, 10))?;
    let far = Incident {
        day: 0,
        county: 9,
        at: 0,
        resident: Some(0),
        count: 1,
        stratum: 0,
        activity: Activity::Leave,
        brokered: false,
        outcome: Outcome::Crossed,
        died: false,
        force: None,
        paid: Money::ZERO,
    };
    writer.happened(&Fact::Attempt(far));
    assert!(
        matches!(writer.finish(), Err(TableError::In(at, why)) if at == path && matches!(*why, TableError::Content(_)))
    );
    Ok(())
}
