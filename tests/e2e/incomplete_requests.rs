//! Connections that do nothing make room for those that do.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use duban_tests::World;

#[tokio::test]
async fn incomplete_requests_do_not_block_others() {
    let mut world = World::demo().await;
    world.server.kill();
    world.server.set("DUBAN_MAX_CONNECTIONS", "50");
    world.server.start_again();
    let address = world.server.address().get();
    let address = address.strip_prefix("http://").expect("an address").to_owned();
    let mut half: Vec<TcpStream> = (0..60)
        .map(|_| {
            let mut stream = TcpStream::connect(&address).expect("a connection");
            let head = b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Half: ";
            stream.write_all(head).expect("written");
            stream
        })
        .collect();
    world.anyone.apart().get("//healthz").await.must_be(200);
    world.office().await.get("/me").await.must_be(200);
    // The first ones were shown out, the last ones have their time.
    let mut first = half.remove(0);
    first
        .set_read_timeout(Some(Duration::from_secs(5)))
        .expect("a limit");
    let end = first.read(&mut [0]).map_err(|error| error.kind());
    assert!(
        matches!(end, Ok(0) | Err(std::io::ErrorKind::ConnectionReset)),
        "{end:?}"
    );
    let last = half.last_mut().expect("the last");
    last.write_all(b"\r\n\r\n").expect("written");
    let mut answer = [0; 12];
    last.read_exact(&mut answer).expect("an answer");
    assert_eq!(&answer, b"HTTP/1.1 200");
    let log = world.server.log_text();
    assert!(log.contains("open_files"), "{log}");
}
