//! Measurements in Prometheus' text format.

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use duban_app::App;
use duban_app::outbox::{self, WorkerHealth};
use duban_core::worker::WorkerStatus;
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

use crate::problem::Problem;
use crate::state::ApiState;

/// Seconds; from a cached page to a slow report.
const BUCKETS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

/// Makes this process's measurements go to the handle. Once per process.
///
/// # Errors
/// When another recorder is installed already.
pub fn install() -> Result<PrometheusHandle, BuildError> {
    PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &BUCKETS)?
        .install_recorder()
}

pub(crate) async fn render(State(state): State<ApiState>) -> Response {
    match &state.metrics {
        Some(handle) => {
            handle.run_upkeep();
            let text = handle.render() + &worker(&state.app).await;
            ([(CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
        }
        None => Problem::not_found().into_response(),
    }
}

/// How the workers do, whichever process they are in: read from the database at each scrape, so that it is told when
/// none of them lives any more. A database that does not answer leaves no figures of earlier.
async fn worker(app: &App) -> String {
    match outbox::health(app).await {
        Ok(health) => figures(&health, app.wall_now(), app.now()),
        Err(error) => {
            tracing::error!(%error, "the worker's state cannot be read");
            gauge("duban_database_up", "Whether the database answers.", 0.0)
        }
    }
}

fn figures(health: &WorkerHealth, wall: DateTime<Utc>, product: DateTime<Utc>) -> String {
    // Prometheus reads this as "longer ago than any limit", which is what a worker that never swept is.
    let never = f64::INFINITY;
    let age = |from: DateTime<Utc>, to: DateTime<Utc>| (to - from).as_seconds_f64().max(0.0);
    let swept = health.last_sweep_at.map_or(never, |at| age(at, wall));
    let oldest = health.oldest_due_at.map_or(0.0, |at| age(at, product));
    [
        gauge("duban_database_up", "Whether the database answers.", 1.0),
        status(health.status),
        gauge(
            "duban_worker_sweep_age_seconds",
            "Since any worker's last sweep.",
            swept,
        ),
        gauge(
            "duban_alert_oldest_due_age_seconds",
            "How long the oldest step that has not fired is due; 0 when there is none.",
            oldest,
        ),
        gauge(
            "duban_outbox_depth",
            "Messages on their way.",
            number(health.outbox_depth),
        ),
        gauge(
            "duban_outbox_dead_letters",
            "Messages given up after their last attempt.",
            number(health.dead_letters),
        ),
        gauge(
            "duban_alert_failing_matters",
            "Matters that the sweep cannot handle and tries again later.",
            number(health.failing_matters),
        ),
        gauge(
            "duban_alert_undeliverable",
            "Alerts that fired and had nobody to go to.",
            number(health.undeliverable_alerts),
        ),
    ]
    .concat()
}

/// One line for each status; the present one is 1.
fn status(present: WorkerStatus) -> String {
    let mut text =
        "# HELP duban_worker_status The verdict on the worker.\n# TYPE duban_worker_status gauge\n"
            .to_owned();
    for status in WorkerStatus::ALL {
        let is_present = u8::from(*status == present);
        text += &format!("duban_worker_status{{status=\"{status}\"}} {is_present}\n");
    }
    text
}

fn gauge(name: &str, help: &str, value: f64) -> String {
    let value = if value.is_infinite() {
        "+Inf".to_owned()
    } else {
        value.to_string()
    };
    format!("# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}\n")
}

fn number(count: u64) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).expect("an instant")
    }

    #[test]
    fn metrics_report_a_stopped_worker() {
        let stored = serde_json::json!({
            "status": "stopped", "reason": "sweep_stopped", "storage": "ok", "clock_skew_seconds": null,
            "last_sweep_at": at(100), "last_sweep_product_at": null, "oldest_due_at": at(5_000),
            "outbox_depth": 7, "oldest_message_at": at(390), "dead_letters": 2, "failing_matters": 3, "undeliverable_alerts": 1,
        });
        let mut health: WorkerHealth = serde_json::from_value(stored).expect("a worker's health");
        let text = figures(&health, at(400), at(5_600));
        for line in [
            "duban_database_up 1\n",
            "duban_worker_status{status=\"ok\"} 0\n",
            "duban_worker_status{status=\"stopped\"} 1\n",
            "duban_worker_sweep_age_seconds 300\n",
            "duban_alert_oldest_due_age_seconds 600\n",
            "duban_outbox_depth 7\n",
            "duban_outbox_dead_letters 2\n",
            "duban_alert_failing_matters 3\n",
            "duban_alert_undeliverable 1\n",
        ] {
            assert!(text.contains(line), "{line}{text}");
        }
        health.last_sweep_at = None;
        health.oldest_due_at = None;
        let text = figures(&health, at(400), at(5_600));
        assert!(text.contains("duban_worker_sweep_age_seconds +Inf\n"), "{text}");
        assert!(text.contains("duban_alert_oldest_due_age_seconds 0\n"), "{text}");
    }
}
