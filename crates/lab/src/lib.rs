//! Many runs. [`in_order`] does numbered pieces of work on threads and hands them over in order, so that what is kept does
//! not depend on how many threads there were; [`Spread`] says how a number differs between them; [`sweep`] tries
//! many points of a scenario's parameters, [`bank`] keeps what inference is given of them, [`public_record`] holds histories drawn from the prior against the public record, [`sensitivity`] says which decide, [`compare`] sets two scenarios side by side;
//! [`displacement`] lives through the world of the Flee simulator, [`baseline`] is what it has to beat;
//! [`equivalence`] whether two programs have the same distribution;
//! [`patterns`] asks whether the model reproduces what is known.
#![forbid(unsafe_code)]

pub mod bank;
pub mod baseline;
pub mod camps;
pub mod compare;
pub mod displacement;
pub mod equivalence;
pub mod learn;
mod misfit;
pub mod patterns;
pub mod public_record;
mod purpose;
pub mod sensitivity;
mod share_of_luck;
mod spread;
mod stoppable;
pub mod sweep;

pub use misfit::{Misfit, misfit};
pub use share_of_luck::{luck_within, share_of_luck};
pub use spread::Spread;
pub use stoppable::StoppableLog;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

/// Does `work` for every number on `threads` threads (at least one; fewer where the system gives no more; on the thread that asks for a single
/// number) and hands each result to `keep`, in the order of `numbers`. When `stop` is set no more work is begun; what was begun is finished and
/// handed over as far as it is in order.
///
/// # Errors
/// The first that `keep` returns; no more work is begun then.
pub fn in_order<T: Send, E>(
    numbers: &[u32],
    threads: usize,
    stop: &AtomicBool,
    work: impl Fn(u32) -> T + Sync,
    mut keep: impl FnMut(u32, T) -> Result<(), E>,
) -> Result<(), E> {
    if numbers.len() <= 1 {
        return alone(numbers, stop, work, &mut keep);
    }
    let next = AtomicUsize::new(0);
    let (send, receive) = mpsc::channel();
    std::thread::scope(|scope| {
        for begun in 0..threads.clamp(1, numbers.len()) {
            let (send, next, work) = (send.clone(), &next, &work);
            let one_thread = move || {
                while !stop.load(Ordering::Relaxed) {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(&number) = numbers.get(place) else { return };
                    if send.send((place, work(number))).is_err() {
                        return;
                    }
                }
            };
            if std::thread::Builder::new().spawn_scoped(scope, one_thread).is_err() {
                if begun == 0 {
                    return alone(numbers, stop, work, &mut keep);
                }
                break;
            }
        }
        drop(send);
        let mut waiting = BTreeMap::new();
        let mut due = 0;
        for (place, result) in receive {
            waiting.insert(place, result);
            while let Some(result) = waiting.remove(&due) {
                let kept = keep(numbers[due], result);
                if kept.is_err() {
                    next.store(numbers.len(), Ordering::Relaxed);
                    return kept;
                }
                due += 1;
            }
        }
        Ok(())
    })
}

/// [`in_order`] on the thread that asks: for a single number, or where the system gives no other.
fn alone<T, E>(
    numbers: &[u32],
    stop: &AtomicBool,
    work: impl Fn(u32) -> T,
    keep: &mut impl FnMut(u32, T) -> Result<(), E>,
) -> Result<(), E> {
    let goes_on = |_: &&u32| !stop.load(Ordering::Relaxed);
    numbers
        .iter()
        .take_while(goes_on)
        .try_for_each(|number| keep(*number, work(*number)))
}
