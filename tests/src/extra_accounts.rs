//! Accounts and regions that the demonstration has not: another city, the neighbour's administrators.
//!
//! Each begins as its region's administrator, which is what the command line makes outside a demonstration, and is given
//! its role behind the server's back; so nothing here knows more of the tables than five names.

use crate::server::Server;
use crate::world::PASSWORD;

/// Somebody beside the people of the demonstration.
#[derive(Debug, Clone, Copy)]
pub struct ExtraAccount {
    /// User name; the password is everybody's.
    pub username: &'static str,
    /// The role.
    pub role: &'static str,
    /// Administrative code of the region, which is made when it is not there.
    pub code: &'static str,
    /// Its name.
    pub region: &'static str,
    /// `county` or `city`.
    pub level: &'static str,
}

/// Makes them while nobody serves; and puts counties under cities, by code.
pub(crate) async fn create(server: &Server, others: &[ExtraAccount], cities: &[(&str, &str)]) {
    set_demo_mark(server, "demo", "demo-put-aside").await;
    for other in others {
        let said = server.run_with(
            &[
                "admin",
                "create",
                "--username",
                other.username,
                "--region-code",
                other.code,
                "--region-name",
                other.region,
                "--region-level",
                other.level,
                "--password-stdin",
            ],
            &format!("{PASSWORD}\n"),
        );
        assert!(
            said.status.success(),
            "{other:?}: {}",
            String::from_utf8_lossy(&said.stderr)
        );
        let sql = format!(
            "UPDATE user_account SET role = '{}' WHERE username = '{}'",
            other.role, other.username
        );
        assert_eq!(server.database().execute(&sql).await, 1, "{other:?}");
    }
    set_demo_mark(server, "demo-put-aside", "demo").await;
    for (county, city) in cities {
        let sql = format!(
            "UPDATE region SET city_id = (SELECT id FROM region WHERE code = '{city}'), city_on_system = TRUE \
             WHERE code = '{county}'"
        );
        assert_eq!(server.database().execute(&sql).await, 1, "{county} under {city}");
    }
}

/// The command line adds nothing to a database that is marked as a demonstration's.
async fn set_demo_mark(server: &Server, from: &str, to: &str) {
    let sql = format!("UPDATE app_state SET key = '{to}' WHERE key = '{from}'");
    assert_eq!(
        server.database().execute(&sql).await,
        1,
        "the mark of the demonstration"
    );
}
