<?php
/** Stand-ins for what WordPress escapes, sanitizes and translates with, written from developer.wordpress.org. */

function esc_html( $text ) {
	return htmlspecialchars( (string) $text, ENT_QUOTES, 'UTF-8', false );
}

function esc_attr( $text ) {
	return htmlspecialchars( (string) $text, ENT_QUOTES, 'UTF-8', false );
}

function esc_url_raw( $url, $protocols = null ) {
	$protocols = $protocols ?? array( 'http', 'https', 'mailto', 'tel' );
	$url       = preg_replace( '/[^a-z0-9\-~+_.?#=!&;,\/:%@$|*\'()\[\]\x80-\xff]/i', '', str_replace( ' ', '%20', ltrim( (string) $url ) ) );
	if ( '' === $url ) {
		return '';
	}
	if ( false === strpos( $url, ':' ) && ! in_array( $url[0], array( '/', '#', '?' ), true ) ) {
		$url = 'http://' . $url;
	}
	if ( '/' === $url[0] || '#' === $url[0] || '?' === $url[0] ) {
		return $url;
	}
	return in_array( strtolower( strtok( $url, ':' ) ), $protocols, true ) ? $url : '';
}

function esc_url( $url, $protocols = null ) {
	return str_replace( array( '&', "'" ), array( '&#038;', '&#039;' ), esc_url_raw( $url, $protocols ) );
}

function sanitize_text_field( $text ) {
	// What stands between script tags goes with them.
	$text = strip_tags( preg_replace( '#<(script|style)[^>]*>.*?</\1>#is', '', (string) $text ) );
	$text = preg_replace( '/[\r\n\t ]+/', ' ', $text );
	return trim( preg_replace( array( '/%[a-f0-9]{2}/i', '/ +/' ), array( '', ' ' ), $text ) );
}

function wp_parse_url( $url, $component = -1 ) {
	return parse_url( $url, $component );
}

function __( $text, $domain ) {
	if ( 'applicant-intake' !== $domain ) {
		throw new LogicException( "the text domain is $domain" );
	}
	return $text;
}

function esc_html__( $text, $domain ) {
	return esc_html( __( $text, $domain ) );
}

function selected( $selected, $current, $display ) {
	$html = (string) $selected === (string) $current ? " selected='selected'" : '';
	if ( $display ) {
		echo $html;
	}
	return $html;
}
