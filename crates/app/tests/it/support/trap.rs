//! Death at a given statement: the work is cut off right after the database has carried it out, before anything is
//! done with its result. Exact, and the same on every machine.

use std::future::Future;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// Sees every statement of an application, and ends the work at one of them when it is told to.
#[derive(Debug, Default)]
pub(crate) struct Trap {
    seen: Mutex<Vec<String>>,
    /// At which statement, counted from 1; 0 for never.
    at: AtomicUsize,
}

impl Trap {
    pub(crate) fn hook(self: &Arc<Self>) -> Arc<dyn Fn(&str) + Send + Sync> {
        let trap = self.clone();
        Arc::new(move |sql| {
            let count = {
                let mut seen = trap.seen.lock().expect("no panic while it is held");
                seen.push(sql.to_owned());
                seen.len()
            };
            if count == trap.at.load(Ordering::SeqCst) {
                // Unlike `panic!` this prints nothing.
                std::panic::resume_unwind(Box::new("death"));
            }
        })
    }

    /// Runs the work until the n-th statement from here; gives its result where it ended before that.
    pub(crate) async fn kill_at<F>(&self, statement: usize, work: F) -> Option<F::Output>
    where
        F: Future<Output: Send> + Send + 'static,
    {
        self.seen.lock().expect("no panic while it is held").clear();
        self.at.store(statement, Ordering::SeqCst);
        let ended = tokio::spawn(work).await;
        self.at.store(0, Ordering::SeqCst);
        match ended {
            Ok(done) => Some(done),
            Err(error) if error.is_panic() => {
                let cause = error.into_panic();
                assert_eq!(
                    cause.downcast_ref::<&str>(),
                    Some(&"death"),
                    "died of something else"
                );
                None
            }
            Err(error) => panic!("{error}"),
        }
    }

    /// Runs the work to its end and tells the statements that it took.
    pub(crate) async fn watch<F>(&self, work: F) -> (F::Output, Vec<String>)
    where
        F: Future<Output: Send> + Send + 'static,
    {
        let done = self.kill_at(0, work).await.expect("nothing kills it");
        (done, self.seen.lock().expect("no panic while it is held").clone())
    }
}
