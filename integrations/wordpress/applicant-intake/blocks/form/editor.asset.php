<?php
/**
 * What `editor.js` needs, in the shape that WordPress expects beside a script without a build step.
 *
 * @package Applicant_Intake
 */

return array(
	'dependencies' => array( 'wp-block-editor', 'wp-blocks', 'wp-components', 'wp-element', 'wp-i18n', 'wp-server-side-render' ),
	'version'      => '0.1.0',
);
