<?php
/** Stand-ins for WordPress's Settings API. */

function register_setting( $group, $option, $args ) {
	$GLOBALS['stub_settings'][ $group ] = array( $option, $args );
	add_filter( "sanitize_option_$option", $args['sanitize_callback'] );
}

function add_settings_section( $id, $title, $callback, $page ) {
	$GLOBALS['stub_sections'][ $page ][ $id ] = array( $title, $callback );
}

function add_settings_field( $id, $title, $callback, $page, $section, $args ) {
	$GLOBALS['stub_fields'][ $page ][ $section ][ $id ] = array( $title, $callback, $args );
}

function add_settings_error( $setting, $code, $message ) {
	$GLOBALS['stub_errors'][] = compact( 'setting', 'code', 'message' );
}

function add_options_page( $page_title, $menu_title, $capability, $slug, $callback ) {
	$GLOBALS['stub_pages'][ $slug ] = compact( 'page_title', 'capability', 'callback' );
}

function get_admin_page_title() {
	return reset( $GLOBALS['stub_pages'] )['page_title'];
}

function settings_fields( $group ) {
	printf( '<input type="hidden" name="option_page" value="%1$s"><input type="hidden" name="_wpnonce" value="nonce of %1$s-options">', esc_attr( $group ) );
}

function do_settings_sections( $page ) {
	foreach ( $GLOBALS['stub_sections'][ $page ] as $section => list( $title, $callback ) ) {
		echo "<h2>$title</h2>";
		$callback( array( 'id' => $section ) );
		foreach ( $GLOBALS['stub_fields'][ $page ][ $section ] as list( $label, $print, $args ) ) {
			printf( '<label for="%s">%s</label>', esc_attr( $args['label_for'] ), $label );
			$print( $args );
		}
	}
}

function submit_button() {
	echo '<input type="submit" value="Save Changes">';
}
