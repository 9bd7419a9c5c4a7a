<?php
/**
 * Which proxy a form talks to.
 *
 * @package Applicant_Intake
 */

defined( 'ABSPATH' ) || exit;

/**
 * Brings the address of a proxy into one shape: scheme, host, port and path, without a slash at the end.
 *
 * What people type into the form goes there, so it has to be HTTPS. A proxy on the developer's own machine may do
 * without.
 *
 * @param string $url What somebody entered.
 * @return string The address, or an empty string when it is none.
 */
function applicant_intake_clean_endpoint( $url ) {
	$url = trim( $url );
	if ( '' !== $url && false === strpos( $url, '://' ) ) {
		$url = 'https://' . $url;
	}
	$parts = wp_parse_url( $url );
	if ( ! is_array( $parts ) || ! isset( $parts['scheme'], $parts['host'] ) || isset( $parts['user'] ) ) {
		return '';
	}
	$scheme = strtolower( $parts['scheme'] );
	$host   = strtolower( $parts['host'] );
	$safe   = 'https' === $scheme || ( 'http' === $scheme && in_array( $host, array( 'localhost', '127.0.0.1' ), true ) );
	if ( ! $safe || preg_match( '/[^a-z0-9.\-\x80-\xff]/', $host ) ) {
		return '';
	}
	$port = isset( $parts['port'] ) ? ':' . $parts['port'] : '';
	$path = isset( $parts['path'] ) ? rtrim( $parts['path'], '/' ) : '';

	return esc_url_raw( "{$scheme}://{$host}{$port}{$path}", array( 'https', 'http' ) );
}

/**
 * Returns the proxy for one form: the one that the page asks for, if it may, or else the one of the settings.
 *
 * An author who may not put scripts on a page must not send what applicants type to a host of their own either. So a
 * page can choose only among the addresses that the administrator has named.
 *
 * @param string $asked What the shortcode or the block says. Empty: nothing.
 * @return string The address, or an empty string when none is set.
 */
function applicant_intake_endpoint( $asked ) {
	$settings = applicant_intake_settings();
	$own      = $settings['endpoint'];
	$asked    = applicant_intake_clean_endpoint( $asked );
	if ( '' === $own || '' === $asked ) {
		return $own;
	}

	/**
	 * Filters the addresses of proxies that a shortcode or block may name.
	 *
	 * @param string[] $endpoints The address from the settings.
	 */
	$allowed = (array) apply_filters( 'applicant_intake_endpoints', array( $own ) );

	return in_array( $asked, array_map( 'applicant_intake_clean_endpoint', $allowed ), true ) ? $asked : $own;
}
