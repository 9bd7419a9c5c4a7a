<?php
/**
 * From the attributes of a shortcode or block to those of the element.
 *
 * @package Applicant_Intake
 */

defined( 'ABSPATH' ) || exit;

/**
 * Returns the attributes that a page may set. Whatever else it names is dropped.
 *
 * @return string[]
 */
function applicant_intake_attribute_names() {
	return array(
		'endpoint',
		'form',
		'locale',
		'employer',
		'phone',
		'application-type',
		'application-source',
		'job-id',
		'theme',
		'save-draft',
		'privacy-href',
		'terms-href',
		'prefill',
		'source-map',
		'attribution-consent',
		'challenge',
		'languages',
	);
}

/**
 * Returns what the page says, under the element's own names.
 *
 * Shortcodes write `job-id` or `job_id`, blocks `jobId`. A name alone, as in `[applicant_intake save-draft]`, comes from
 * WordPress as a value without a key.
 *
 * @param array<int|string, mixed> $given The attributes of a shortcode or block.
 * @return array<string, string> Empty values are left out, except those of a name alone.
 */
function applicant_intake_given_attributes( $given ) {
	$known = array_flip( applicant_intake_attribute_names() );
	$names = array();
	foreach ( $given as $key => $value ) {
		$flag = is_int( $key );
		$name = strtolower( preg_replace( '/(?<=.)([A-Z])/', '-$1', str_replace( '_', '-', $flag && is_string( $value ) ? $value : (string) $key ) ) );
		if ( ! isset( $known[ $name ] ) || ! is_scalar( $value ) ) {
			continue;
		}
		$text = $flag ? '' : trim( (string) $value );
		// In HTML an attribute that is there is on, whatever it says.
		if ( 'save-draft' === $name && in_array( strtolower( $text ), array( 'false', 'no', 'off', '0' ), true ) ) {
			continue;
		}
		if ( $flag || '' !== $text ) {
			$names[ $name ] = $text;
		}
	}

	return $names;
}

/**
 * Returns the element's attributes: what the page says, over what the settings and the site say.
 *
 * @param array<int|string, mixed> $given The attributes of a shortcode or block.
 * @return array<string, string> In the order of the allow-list; not yet escaped.
 */
function applicant_intake_element_attributes( $given ) {
	$settings = applicant_intake_settings();
	$said     = applicant_intake_given_attributes( $given );
	$consent  = applicant_intake_consent();
	$defaults = array(
		'form'               => $settings['form'],
		'locale'             => applicant_intake_language( get_locale() ),
		'employer'           => $settings['employer'],
		'phone'              => $settings['phone'],
		'application-source' => $settings['application_source'],
		'privacy-href'       => $settings['privacy_href'],
		'terms-href'         => $settings['terms_href'],
	);
	$chosen   = array_merge( array_filter( $defaults, 'strlen' ), $said );

	if ( isset( $said['locale'] ) ) {
		$chosen['locale'] = str_replace( '_', '-', $said['locale'] );
	}
	$chosen['endpoint'] = applicant_intake_endpoint( isset( $said['endpoint'] ) ? $said['endpoint'] : '' );
	if ( ! isset( $chosen['form'] ) || ! preg_match( '/^[A-Za-z0-9_-]+$/', $chosen['form'] ) ) {
		$chosen['form'] = $settings['form'];
	}
	if ( isset( $chosen['theme'] ) && ! in_array( $chosen['theme'], array( 'auto', 'light', 'dark' ), true ) ) {
		unset( $chosen['theme'] );
	}
	// Where a consent plugin speaks, neither author nor administrator answers for the reader.
	if ( '' !== $consent ) {
		$chosen['attribution-consent'] = $consent;
	} elseif ( isset( $chosen['attribution-consent'] ) && ! in_array( $chosen['attribution-consent'], array( 'granted', 'denied' ), true ) ) {
		unset( $chosen['attribution-consent'] );
	}

	$ordered = array();
	foreach ( applicant_intake_attribute_names() as $name ) {
		if ( isset( $chosen[ $name ] ) ) {
			$ordered[ $name ] = $chosen[ $name ];
		}
	}

	return $ordered;
}

/**
 * Makes a BCP 47 tag of a WordPress locale: `es_MX` becomes `es-MX`.
 *
 * What follows language and region (`de_DE_formal`, `pt_PT_ao90`) is WordPress's own and no subtag of BCP 47.
 *
 * @param string $locale A locale of WordPress.
 * @return string The tag, or an empty string when there is none.
 */
function applicant_intake_language( $locale ) {
	if ( ! preg_match( '/^([a-z]{2,3})(?:[_-]([A-Z]{2}|\d{3})(?![A-Za-z0-9]))?/i', $locale, $parts ) ) {
		return '';
	}

	return isset( $parts[2] ) ? $parts[1] . '-' . $parts[2] : $parts[1];
}

/**
 * Writes attributes as HTML, escaped.
 *
 * @param array<string, string> $attributes Names from the allow-list, and values that anybody may have written.
 * @return string Each with a space before it.
 */
function applicant_intake_attributes_html( $attributes ) {
	$html = '';
	foreach ( $attributes as $name => $value ) {
		$is_url  = in_array( $name, array( 'endpoint', 'privacy-href', 'terms-href' ), true );
		$escaped = $is_url ? esc_url( $value, array( 'https', 'http' ) ) : esc_attr( $value );
		if ( ! $is_url || '' !== $escaped ) {
			$html .= ' ' . $name . '="' . $escaped . '"';
		}
	}

	return $html;
}
