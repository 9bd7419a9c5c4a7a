<?php
/** Stand-ins for the site: options, people, addresses, networks. What holds comes from the scenario of the test. */

function get_option( $name, $default = false ) {
	return $GLOBALS['scenario']['options'][ $name ] ?? $default;
}

function update_option( $name, $value ) {
	$GLOBALS['scenario']['options'][ $name ] = apply_filters( "sanitize_option_$name", $value );
}

function delete_option( $name ) {
	unset( $GLOBALS['scenario']['options'][ $name ] );
	$GLOBALS['stub_deleted'][] = array( $GLOBALS['stub_blog'] ?? 1, $name );
}

function current_user_can( $capability ) {
	return in_array( $capability, $GLOBALS['scenario']['can'], true );
}

function get_locale() {
	return $GLOBALS['scenario']['locale'];
}

function load_plugin_textdomain( $domain, $deprecated, $folder ) {
	return is_dir( '/' . $folder );
}

function admin_url( $path ) {
	return 'https://carrier.example/wp-admin/' . $path;
}

function plugins_url( $path, $file ) {
	return 'https://carrier.example/wp-content/plugins/' . basename( dirname( $file ) ) . '/' . $path;
}

function plugin_basename( $file ) {
	return basename( dirname( $file ) ) . '/' . basename( $file );
}

function is_multisite() {
	return count( $GLOBALS['scenario']['sites'] ) > 1;
}

function get_sites( $args ) {
	return array( 'ids', 0 ) === array( $args['fields'], $args['number'] ) ? $GLOBALS['scenario']['sites'] : array();
}

function switch_to_blog( $site ) {
	$GLOBALS['stub_blog'] = $site;
}

function restore_current_blog() {
	unset( $GLOBALS['stub_blog'] );
}
