<?php
/** Stand-ins for WordPress's scripts and script modules: queued once by name, printed at the foot of the page. */

$GLOBALS['stub_scripts'] = array();
$GLOBALS['stub_modules'] = array();

function wp_enqueue_script( $handle, $src, $deps, $version, $args ) {
	$GLOBALS['stub_scripts'][ $handle ] = $GLOBALS['stub_scripts'][ $handle ] ?? array( $src, $version, $args );
}

function wp_enqueue_script_module( $id, $src, $deps, $version ) {
	$GLOBALS['stub_modules'][ $id ] = $GLOBALS['stub_modules'][ $id ] ?? array( $src, $version );
}

function stub_script_tag( $attributes ) {
	$html = '';
	foreach ( apply_filters( 'wp_script_attributes', $attributes ) as $name => $value ) {
		if ( true === $value ) {
			$html .= ' ' . esc_attr( $name );
		} elseif ( false !== $value ) {
			$html .= ' ' . esc_attr( $name ) . '="' . esc_attr( $value ) . '"';
		}
	}
	return "<script$html></script>\n";
}

function wp_footer() {
	foreach ( $GLOBALS['stub_modules'] as $id => list( $src, $version ) ) {
		$src = null === $version ? $src : "$src?ver=$version";
		echo stub_script_tag( array( 'type' => 'module', 'src' => $src, 'id' => "$id-js-module" ) );
	}
	foreach ( $GLOBALS['stub_scripts'] as $handle => list( $src, $version, $args ) ) {
		$src        = null === $version ? $src : "$src?ver=$version";
		$attributes = array( 'src' => $src, 'id' => "$handle-js" );
		if ( isset( $args['strategy'] ) ) {
			$attributes[ $args['strategy'] ]  = true;
			$attributes['data-wp-strategy'] = $args['strategy'];
		}
		echo stub_script_tag( $attributes );
	}
}
