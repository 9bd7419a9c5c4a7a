<?php
/** Stand-ins for what turns the content of a post into HTML: shortcodes and dynamic blocks. */

function add_shortcode( $tag, $callback ) {
	$GLOBALS['stub_shortcodes'][ $tag ] = $callback;
}

function register_block_type( $folder, $args ) {
	$metadata = json_decode( file_get_contents( "$folder/block.json" ), true );
	$GLOBALS['stub_blocks'][ $metadata['name'] ] = $args['render_callback'];
}

function get_block_wrapper_attributes() {
	return 'class="wp-block-applicant-intake-form"';
}

/** Names are lowercased; a value without a name gets a number; without any, the callback gets an empty string. */
function stub_shortcode_attributes( $text ) {
	preg_match_all( '/([\w-]+)\s*=\s*"([^"]*)"|([\w-]+)\s*=\s*\'([^\']*)\'|([\w-]+)\s*=\s*([^\s\'"]+)|(\S+)/', $text, $found, PREG_SET_ORDER | PREG_UNMATCHED_AS_NULL );
	$attributes = array();
	foreach ( $found as $match ) {
		$match = array_pad( $match, 8, null );
		if ( null !== $match[7] ) {
			$attributes[] = $match[7];
		} else {
			$name                = strtolower( $match[1] ?? $match[3] ?? $match[5] );
			$attributes[ $name ] = $match[2] ?? $match[4] ?? $match[6];
		}
	}
	return array() === $attributes ? '' : $attributes;
}

function stub_the_content( $content ) {
	$content = preg_replace_callback(
		'#<!-- wp:(\S+) (?:(\{.*?\}) )?/-->#s',
		static function ( $match ) {
			return $GLOBALS['stub_blocks'][ $match[1] ]( json_decode( $match[2] ?? '{}', true ) );
		},
		$content
	);
	return preg_replace_callback(
		'/\[(applicant_intake)\b([^\]]*)\]/',
		static function ( $match ) {
			return $GLOBALS['stub_shortcodes'][ $match[1] ]( stub_shortcode_attributes( trim( $match[2] ) ) );
		},
		$content
	);
}

/** A page of a theme that prints its scripts at the foot. */
function stub_page( $content ) {
	$language = str_replace( '_', '-', get_locale() );
	echo "<!doctype html>\n<html lang=\"$language\"><head><meta charset=\"UTF-8\"><title>Drive with us</title></head>\n";
	echo '<body><main><h1>Drive with us</h1>' . stub_the_content( $content ) . "</main>\n";
	wp_footer();
	echo "</body></html>\n";
}
