//! The same work on several threads, its results in one order.
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// `work(0), …, work(count − 1)` on up to `threads` threads, in that order. Work that depends on nothing but its number
/// gives the same result on any number of threads.
pub fn each<R: Send>(threads: usize, count: usize, work: impl Fn(usize) -> R + Sync) -> Vec<R> {
    let threads = threads.clamp(1, count.max(1));
    if threads == 1 {
        return (0..count).map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let share = || {
        let mut done = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                return done;
            }
            done.push((number, work(number)));
        }
    };
    let mut results: Vec<(usize, R)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(share)).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().expect("a worker ended without panic"))
            .collect()
    });
    results.sort_by_key(|(number, _)| *number);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_that_of_the_numbers() {
        let squares: Vec<usize> = (0..1000).map(|i| i * i).collect();
        for threads in [1, 2, 7, 5000] {
            assert_eq!(each(threads, 1000, |i| i * i), squares);
        }
        assert!(each(4, 0, |i| i).is_empty());
    }
}
