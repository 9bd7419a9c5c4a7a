<?php
/** Stand-ins for WordPress's hooks, written from developer.wordpress.org. */

$GLOBALS['stub_hooks'] = array();

function add_filter( $hook, $callback, $priority = 10, $accepted_args = 1 ) {
	$GLOBALS['stub_hooks'][ $hook ][ $priority ][] = array( $callback, $accepted_args );
	return true;
}

function add_action( $hook, $callback, $priority = 10, $accepted_args = 1 ) {
	return add_filter( $hook, $callback, $priority, $accepted_args );
}

function apply_filters( $hook, $value, ...$args ) {
	$by_priority = $GLOBALS['stub_hooks'][ $hook ] ?? array();
	ksort( $by_priority );
	foreach ( $by_priority as $callbacks ) {
		foreach ( $callbacks as list( $callback, $accepted_args ) ) {
			$value = $callback( ...array_slice( array( $value, ...$args ), 0, $accepted_args ) );
		}
	}
	return $value;
}

function do_action( $hook, ...$args ) {
	apply_filters( $hook, $args[0] ?? '', ...array_slice( $args, 1 ) );
}

function __return_true() {
	return true;
}

function __return_null() {
	return null;
}
