//! Rings, money sent home, the neighbour and the epidemic in whole runs. Fixed seeds; a comparison with a closed form is at 5
//! standard errors (two-sided level 6e-7 each); shifts of 10 standard errors are always seen.

mod common;

use amnok_model::chance::Luck;
use amnok_model::given::OrderKind;
use amnok_model::inputs::Inputs;
use amnok_model::record::measures::measure;
use amnok_model::record::rows::Rows;
use amnok_model::{Engine, run};

fn simulate(inputs: &Inputs, seed: u64) -> Rows {
    run(inputs, Luck { seed, replicate: 0 }, Engine::Selective, &mut ())
}

/// One layer that can always be bought, seen often: many cases.
fn city(days: u32) -> Inputs {
    let mut inputs = common::open_border(days, 100_000);
    let mut force = common::force("patrol");
    (force.numbers.strength_per_km, force.numbers.detection) = (5.0, 0.1);
    inputs.forces = vec![force];
    inputs.parameters.bribe.cover = 0.5;
    inputs.parameters.attempt.leave_per_year = 0.0;
    inputs.parameters.attempt.smuggle_per_year = 0.0;
    inputs.parameters.ring = amnok_model::mechanisms::ring::Params {
        rings: 200.0,
        runs_per_year: 100.0,
        value_per_run: 100_000.0,
        members: 5.0,
        layer_days: 1.0,
        official_days: 1.0,
        layer_share: 0.05,
        official_share: 0.1,
        quashed: 0.4,
        rest_days: 5.0,
        found_per_year: 10.0,
        caught_per_year: 20.0,
        flee_per_year: 60.0,
        detention_days: 30.0,
    };
    inputs
}

/// A run is seen with 1 − e^{−κ·guards·(1−cover)}; a case follows unless the official keeps it quiet; every run that comes
/// through is paid for, layer by layer.
#[test]
fn runs_fail_become_cases_and_are_paid_as_stated() {
    let rows = simulate(&city(365), 51);
    let (runs, failed) = (rows.total("ring_runs"), rows.total("ring_failed"));
    let p = 1.0 - libm::exp(-0.1 * 5.0 * 0.5);
    assert!(runs > 2_000.0);
    assert!(
        (failed - runs * p).abs() < 5.0 * libm::sqrt(runs * p * (1.0 - p)),
        "{failed} of {runs}"
    );
    assert_eq!(rows.total("ring_value"), (runs - failed) * 100_000.0);
    assert_eq!(rows.total("ring_paid"), (runs - failed) * 5_000.0);
    assert!(rows.total("ring_paid_officials") <= (runs - failed) * 10_000.0);
    let (cases, lost) = (rows.total("ring_cases"), rows.total("ring_layers_lost"));
    assert!(cases < failed && cases > 0.5 * failed, "{cases} cases of {failed}");
    assert_eq!(lost, cases, "each case costs the one layer that was bought");
}

/// Of those wanted, m·h_c/(m·h_c + h_f(1 − L)) are caught in the end: 0.25 as usual, 1 in a full lockdown, 0.5 with three
/// times the search. Those caught are detained.
#[test]
fn a_locked_down_city_holds_those_involved() {
    for (lockdown, multiple, expected) in [(0.0, 1.0, 0.25), (1.0, 1.0, 1.0), (0.0, 3.0, 0.5)] {
        let mut inputs = city(365);
        let both = [0, 1];
        inputs
            .orders
            .push(common::order(OrderKind::Lockdown, 0, &both, None, lockdown));
        inputs
            .orders
            .push(common::order(OrderKind::Investigate, 0, &both, None, multiple));
        let rows = simulate(&inputs, 52);
        let (caught, gone) = (rows.total("wanted_caught"), rows.total("wanted_gone"));
        let n = caught + gone;
        assert!(n > 500.0, "{n}");
        let error = libm::sqrt(n * expected * (1.0 - expected));
        assert!(
            (caught - n * expected).abs() <= 5.0 * error,
            "{caught} of {n} for {expected}"
        );
        assert!(rows.total("detained") > 0.0);
    }
}

/// An investigation reaches beyond guards: officials are found out, which nothing else does.
#[test]
fn investigations_reach_officials_and_rings_lose_layers() {
    let usual = simulate(&city(365), 53);
    assert_eq!(usual.total("officials_found"), 0.0);
    let mut inputs = city(365);
    inputs
        .orders
        .push(common::order(OrderKind::Investigate, 100, &[0], None, 4.0));
    let rows = simulate(&inputs, 53);
    let found = measure("officials_found") as u8;
    let of = |county: u16| {
        (0..rows.len())
            .filter(|i| rows.measure[*i] == found && rows.county[*i] == county)
            .map(|i| rows.value[i])
            .sum::<f64>()
    };
    assert!(of(0) > 50.0, "{}", of(0));
    assert_eq!(of(1), 0.0);
    assert!(rows.total("ring_runs") < usual.total("ring_runs"));
    assert!(rows.total("ring_layers_lost") > rows.total("ring_cases"));
}

/// A layer that nobody can afford stops every run.
#[test]
fn a_ring_waits_until_every_layer_is_bought() {
    let mut inputs = city(100);
    inputs.forces[0].numbers.penalty_days = 1e6;
    inputs.forces[0].numbers.income_per_day = 1e4;
    inputs.parameters.belief.fear_floor = 1.0;
    inputs.parameters.bribe.severity_leave = 1.0;
    assert_eq!(simulate(&inputs, 54).total("ring_runs"), 0.0);
}

/// Transfers are Binomial; all that is sent is kept, taken or received; a lockdown leaves its share.
#[test]
fn money_sent_home_is_conserved_and_comes_at_its_rate() {
    let mut inputs = common::open_border(365, 10_000);
    inputs.parameters.remittance = amnok_model::mechanisms::remittance::Params {
        settled: 5_000.0,
        transfers_per_year: 2.0,
        amount: 333.33,
        commission: 0.3,
        intercepted: 0.2,
        lockdown: 0.25,
        ..Default::default()
    };
    inputs.parameters.attempt.leave_per_year = 0.0;
    inputs.parameters.attempt.smuggle_per_year = 0.0;
    let rows = simulate(&inputs, 55);
    let transfers = rows.total("transfers");
    let expected = 5_000.0 * 365.0 * (1.0 - libm::exp(-2.0 / 365.0));
    assert!(
        (transfers - expected).abs() < 5.0 * libm::sqrt(expected),
        "{transfers} for {expected}"
    );
    let (sent, kept) = (rows.total("remitted"), rows.total("remitted_commission"));
    let (taken, received) = (rows.total("remitted_intercepted"), rows.total("remitted_received"));
    assert!((sent - kept - taken - received).abs() < 1e-4 && (sent - transfers * 333.33).abs() < 1e-4);
    let n = transfers;
    assert!((taken / 333.33 - 0.2 * n).abs() < 5.0 * libm::sqrt(n * 0.16));
    inputs
        .orders
        .push(common::order(OrderKind::Lockdown, 0, &[0, 1], None, 1.0));
    let locked = simulate(&inputs, 55).total("transfers");
    assert!((locked - expected / 4.0).abs() < 5.0 * libm::sqrt(expected / 4.0));
}

/// When contact fades, distress rises and those with kin abroad can pay less.
#[test]
fn kin_who_send_less_leave_households_poorer() {
    let mut inputs = common::open_border(800, 50_000);
    inputs.parameters.economy.baseline_days = 100.0;
    inputs.parameters.economy.remittances = 0.5;
    inputs.parameters.remittance.settled = 20_000.0;
    inputs.parameters.remittance.transfers_per_year = 5.0;
    inputs.parameters.remittance.amount = 100.0;
    inputs.parameters.attempt.smuggle_per_year = 0.0;
    let steady = simulate(&inputs, 56);
    inputs.parameters.remittance.fade_per_year = 2.0;
    let fading = simulate(&inputs, 56);
    let last = |rows: &Rows| {
        let distress = measure("distress") as u8;
        (0..rows.len())
            .rfind(|i| rows.measure[*i] == distress)
            .map_or(0.0, |i| rows.value[i])
    };
    assert!(last(&steady) < 0.05, "{}", last(&steady));
    assert!(last(&fading) > 0.4, "{}", last(&fading));
}

/// A threat raises policing as a complaint does; after it a further complaint brings less.
#[test]
fn a_threat_is_answered_and_held_against_its_maker() {
    let sent_back = |orders: &[(OrderKind, i32)], from: u32| {
        let mut inputs = common::open_border(400, 50_000);
        inputs.provinces[0].neighbour_policing = 0.2;
        inputs.parameters.neighbour = amnok_model::mechanisms::neighbour::Params {
            catch_leave: 0.5,
            catch_smuggle: 0.5,
            handed_over: 1.0,
            response_days: 10.0,
            decay_per_year: 2.0,
            threat_grievance: 1.0,
            grievance_forget_per_year: 0.1,
        };
        inputs.orders = orders
            .iter()
            .map(|(kind, day)| common::order(*kind, *day, &[0, 1], None, 0.9))
            .collect();
        let rows = simulate(&inputs, 57);
        let m = measure("sent_back") as u8;
        (0..rows.len())
            .filter(|i| rows.measure[*i] == m && rows.day[*i] >= from && rows.day[*i] < from + 31)
            .map(|i| rows.value[i])
            .sum::<f64>()
    };
    let usual = sent_back(&[], 31);
    let (threat, complaint) = (
        sent_back(&[(OrderKind::Threaten, 31)], 31),
        sent_back(&[(OrderKind::Complain, 31)], 31),
    );
    assert!(threat > 1.5 * usual, "{threat} against {usual}");
    assert!((threat / complaint - 1.0).abs() < 0.1, "{threat} and {complaint}");
    let again = [(OrderKind::Complain, 31), (OrderKind::Complain, 304)];
    let resented = [(OrderKind::Threaten, 31), (OrderKind::Complain, 304)];
    assert!(sent_back(&resented, 304) < 0.8 * sent_back(&again, 304));
}

/// A county infected over the river falls ill, and distress follows; with import off nobody does.
#[test]
fn an_epidemic_comes_with_contacts_over_the_river_and_is_off_without_import() {
    let mut inputs = common::open_border(300, 20_000);
    inputs.parameters.economy.epidemic = 5.0;
    inputs.parameters.epidemic = amnok_model::mechanisms::epidemic::Params {
        contacts_per_day: 0.5,
        latent_days: 3.0,
        infectious_days: 6.0,
        complaint: 0.9,
        ..Default::default()
    };
    let off = simulate(&inputs, 58);
    assert_eq!((off.total("infected"), off.total("sent_back")), (0.0, 0.0));
    inputs.parameters.epidemic.import_per_contact = 0.01;
    inputs.parameters.neighbour.catch_leave = 0.3;
    inputs.parameters.neighbour.catch_smuggle = 0.3;
    let on = simulate(&inputs, 58);
    // R = 0.5 / (1 − e^{−1/6}) = 3.3: about 0.95 of 40,000.
    assert!(on.total("infected") > 36_000.0, "{}", on.total("infected"));
    assert!(on.total("infected") <= 40_000.0);
    assert!(on.total("distress") > off.total("distress") + 0.5);
    assert!(on.total("sent_back") > 0.0, "the neighbour was asked to police");
}
