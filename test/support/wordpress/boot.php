<?php
/**
 * Loads the plugin into a WordPress made of stand-ins, as the scenario describes it, and runs what the test asks for.
 * Any notice, warning or deprecation ends it.
 */

error_reporting( E_ALL );
set_error_handler(
	static function ( $level, $message, $file, $line ) {
		throw new ErrorException( $message, 0, $level, $file, $line );
	}
);

$GLOBALS['scenario'] = json_decode( file_get_contents( '/scenario.json' ), true );

define( 'ABSPATH', '/' );
if ( $GLOBALS['scenario']['cache'] ) {
	define( 'WP_CACHE', true );
}
foreach ( array( 'hooks', 'formatting', 'site', 'settings-api', 'scripts', 'content' ) as $stub ) {
	require __DIR__ . "/$stub.php";
}
if ( null !== $GLOBALS['scenario']['consent'] ) {
	function wp_has_consent( $category ) {
		return 'marketing' === $category && $GLOBALS['scenario']['consent'];
	}
}

require '/applicant-intake/applicant-intake.php';
do_action( 'init' );

ob_start();
$result = require '/code.php';
$output = ob_get_clean();
echo json_encode( compact( 'result', 'output' ), JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR );
